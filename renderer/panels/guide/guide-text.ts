/** The guide as it lies in `docs/guide`, read when it is opened: its text in either language, its pictures by their names. */
import type { Root } from 'mdast'
import { mdastFromMarkdown } from '#preload/markdown/read.ts'
import type { Language } from '#renderer/ui/translate.ts'

const sources: Readonly<Record<Language, () => Promise<{ default: string }>>> = {
  'zh-CN': () => import('../../../docs/guide/zh-CN.md?raw'),
  en: () => import('../../../docs/guide/en.md?raw'),
}

const pictures = import.meta.glob<string>('../../../docs/guide/pictures/*.png', { query: '?url', import: 'default', eager: true })

/** The guide in a language. */
export async function readGuide(language: Language): Promise<Root> {
  const source = await sources[language]()
  return mdastFromMarkdown(source.default)
}

/** Where the page finds a picture that the guide names, such as `pictures/write.en.png`. */
export function pictureAt(name: string): string | undefined {
  return pictures[`../../../docs/guide/${name}`]
}
