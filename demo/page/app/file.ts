import type { PageFile } from '../snapshot.ts'
import { html } from './html.ts'

/** A file below a message: a picture as it is, which opens at its full size; anything else as something to download. */
export function File({ file }: { readonly file: PageFile }) {
  const { isPicture, title, altText, name, url } = file
  if (isPicture)
    return html`<figure class="file-picture">
      <figcaption>${title}</figcaption>
      <a href=${url} target="_blank" rel="noreferrer"><img src=${url} alt=${altText ?? title} /></a>
    </figure>`
  return html`<a class="file" href=${url} download=${name}>
    <span class="file-title">${title}</span>
    <span class="file-size">${name} · ${sizeOf(file)}</span>
  </a>`
}

function sizeOf({ size }: PageFile): string {
  return size < 1_000 ? `${size} bytes` : `${Math.ceil(size / 1_000)} kB`
}
