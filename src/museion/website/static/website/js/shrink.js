/* Photos of a camera are ten times larger than a record needs: made small in the browser, upright, as JPEG. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;
const SMALL_ENOUGH = 300_000; // bytes; smaller files gain nothing

/* The file itself where the browser cannot read it (the site may, or says why not) and where nothing is gained. */
export async function shrink(file) {
  if (file.size <= SMALL_ENOUGH) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
}

/* The page may show `data:` pictures and no `blob:` ones. */
export function readAsAddress(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
