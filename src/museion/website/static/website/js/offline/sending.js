/* Sends what waits on this device: on demand, when the page opens, when the line comes back, and now and then where nobody tells. */

const RETRY_MS = 20000;

/* `sendAll` sends what it can and leaves the rest; under the name of a `queue` one page at a time sends. A call during a sending is
   heard after it: the line may have come back meanwhile, or a scan been added. */
export function makeSending(queue, sendAll) {
  let last = Promise.resolve();
  const takeTurn = (work) => (navigator.locks ? navigator.locks.request(queue, work) : last.catch(() => {}).then(work));
  let next = null;
  return function send() {
    next ??= last = takeTurn(() => {
      next = null;
      return sendAll();
    });
    return next;
  };
}

export function keepSending(send) {
  const sendQuietly = () => send().catch(() => {});
  addEventListener("online", sendQuietly);
  setInterval(sendQuietly, RETRY_MS);
  sendQuietly();
}
