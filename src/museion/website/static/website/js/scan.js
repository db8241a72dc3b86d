/* Reads a QR or bar code with the phone's camera where the browser can; a hand scanner types into the field all the same. */
const button = document.querySelector("[data-scan]");
const view = document.querySelector("[data-scan-view]");
const field = document.querySelector("#code");

async function scan() {
  const detector = new BarcodeDetector();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  view.srcObject = stream;
  view.hidden = false;
  await view.play();
  let last = "";
  setInterval(async () => {
    const [code] = await detector.detect(view).catch(() => []);
    if (!code || code.rawValue === last) return;
    last = code.rawValue;
    field.value = last;
    field.form.requestSubmit();
  }, 300);
}

if (button && "BarcodeDetector" in window) {
  button.hidden = false;
  button.addEventListener("click", scan);
}
