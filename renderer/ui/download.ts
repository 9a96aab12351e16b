/** Files that the browser puts where the author's downloads go. */

/** Hands it a file by its address. */
export function download(address: string, name: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

/** Hands it a file that the page has made. */
export function downloadMade(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  download(address, name)
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
