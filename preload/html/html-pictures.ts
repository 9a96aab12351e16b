/** Pictures that are written out in the text of a page, set aside before it is parsed. */

/** A picture in the text of a page, taken out of it: its place says `data:image/moke,NUMBER`. */
export interface SetAside {
  readonly html: string
  readonly pictures: readonly string[]
}

const placeholder = 'data:image/moke,'

/** Sets aside the pictures that are written out in HTML, which may be most of it. */
export function withoutPictures(html: string): SetAside {
  const pictures: string[] = []
  let [kept, from] = ['', 0]
  for (let at = html.indexOf('data:image/'); at >= 0; at = html.indexOf('data:image/', from)) {
    const end = endOfUrl(html, at)
    kept += html.slice(from, at)
    if (end - at > 256) kept += `${placeholder}${pictures.push(html.slice(at, end)) - 1}`
    else kept += html.slice(at, end)
    from = end
  }
  return { html: kept + html.slice(from), pictures }
}

/** Where an address ends that begins at a place: before the sign that no address holds. */
function endOfUrl(html: string, start: number): number {
  const ends = /["'<>\s)]/g
  ends.lastIndex = start
  return ends.exec(html)?.index ?? html.length
}

/** The address of a picture that was set aside. */
export function pictureOf(src: string, pictures: readonly string[]): string {
  return src.startsWith(placeholder) ? (pictures[Number(src.slice(placeholder.length))] ?? '') : src
}
