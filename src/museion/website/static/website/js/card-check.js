/* A card's code is this page's address with the signed statement behind “#”, which no server sees until the form is sent. */
const field = document.querySelector("#code");
const held = location.hash.slice(1);

if (held) {
  field.value = held;
  history.replaceState(null, "", location.pathname);
  field.form.requestSubmit();
}
