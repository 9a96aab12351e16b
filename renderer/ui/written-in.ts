/** Longer texts are told by how they begin. */
const mostRead = 2000
/** So many letters for each 汉字 make a text one in Latin script that quotes some Chinese. */
const lettersPerHan = 10

/**
 * The `lang` of what an author wrote, as its script tells: what is in Chinese is set so, whatever the interface speaks, and
 * what is in Latin script is set with its own quotation marks. Undefined where there are no words.
 */
export function writtenIn(text: string): 'zh-CN' | 'en' | undefined {
  const read = text.slice(0, mostRead)
  const han = read.match(/\p{Script=Han}/gu)?.length ?? 0
  const letters = read.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (letters > han * lettersPerHan) return 'en'
  return han > 0 ? 'zh-CN' : undefined
}
