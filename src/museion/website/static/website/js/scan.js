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
  const look = async () => {
    const [code] = await detector.detect(view).catch(() => []);
    if (!code) { requestAnimationFrame(look); return; }
    stream.getTracks().forEach((track) => track.stop());
    field.value = code.rawValue;
    field.form.requestSubmit();
  };
  look();
}

if (button && "BarcodeDetector" in window) {
  button.hidden = false;
  button.addEventListener("click", scan);
}
