/** Files that may be pictures, from a clipboard, from a drag and from a choice of files. */

const namedSo = /\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$/i

/** What a choice of files offers. */
const accepted = 'image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml,image/bmp'

export function isImageFile(file: { readonly type: string; readonly name: string }): boolean {
  return file.type.startsWith('image/') || namedSo.test(file.name)
}

/** The pictures that are put in by pasting: none where there is text beside them, of which they are only the look. */
export function pastedImages(data: DataTransfer): File[] {
  const files = Array.from(data.files ?? []).filter(isImageFile)
  if (files.length === 0 || data.getData('text/plain').trim() !== '' || data.types.includes('application/x-moke-fragment')) return []
  const html = data.getData('text/html')
  return html === '' || !hasText(html) ? files : []
}

function hasText(html: string): boolean {
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim() !== ''
}

/** Lets the author choose pictures. Empty where none was chosen. */
export function chooseImages(several: boolean): Promise<File[]> {
  const field = document.createElement('input')
  Object.assign(field, { type: 'file', accept: accepted, multiple: several })
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]))
    field.addEventListener('cancel', () => resolve([]))
    field.click()
  })
}
