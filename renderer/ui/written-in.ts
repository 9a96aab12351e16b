/** The `lang` of what an author wrote, where its script tells: a title in Chinese is set as one, whatever the interface speaks. */
export function writtenIn(text: string): 'zh-CN' | undefined {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined
}
