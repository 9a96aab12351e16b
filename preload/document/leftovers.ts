/**
 * What was left in a line on the way to a text: Markdown that nothing reads here, and places that wait for words. What may be meant as it
 * stands is passed over: code, addresses, powers in sums, a star before a remark, a to-do list that a lesson is about.
 */
import { hiddenCode, rangesOfAddresses } from './untidy.ts'
import { type Inline, Link, type Run } from './schema.ts'

export const leftoverKinds = ['markdown-left', 'image-left', 'placeholder-left'] as const
export type LeftoverKind = (typeof leftoverKinds)[number]

export interface Leftover {
  readonly from: number
  readonly to: number
  /** What it says of its words, where one thing alone can be meant; null: its author knows. */
  readonly meant: Meant | null
}

/** `inner`: from where to where in the line the words stand that it is about. */
export type Meant =
  | { readonly as: 'marked'; readonly inner: readonly [from: number, to: number]; readonly marks: Omit<Run, 'text'> }
  | { readonly as: 'formula'; readonly tex: string }
  | { readonly as: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6 }
  | { readonly as: 'task'; readonly isDone: boolean }

const han = String.raw`\p{Script=Han}`

/** Where a link of Markdown leads to, or what stands for that in a template. */
const LEADS = String.raw`(?:https?:\/\/|mailto:|www\.|\.{0,2}\/|#)[^()\s]*|[^()\s]+\.(?:md|html?|pdf|png|jpe?g|gif|webp|svg)|网址|链接|地址|url|link`

interface Rule {
  readonly pattern: RegExp
  readonly meant: (found: RegExpExecArray) => Meant | null
}

const around = (found: RegExpExecArray, before: number, after: number): readonly [number, number] => [
  found.index + before,
  found.index + found[0].length - after,
]

const MARKDOWN: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`!?\[([^\[\]\n]*)\]\((${LEADS})(?: +"[^"\n]*")?\)`, 'giu'),
    meant: (found) => {
      const [all, words = '', address = ''] = found
      const isLink = !all.startsWith('!') && words.trim() !== '' && Link.safeParse(address).success
      return isLink ? { as: 'marked', inner: [found.index + 1, found.index + 1 + words.length], marks: { link: address } } : null
    },
  },
  // Not the powers of Python, nor its arguments: `2**3 + 4**5`, `**options`.
  {
    pattern: /(?<![\w)*])\*\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*\*(?![\w(*])/gu,
    meant: (found) => ({ as: 'marked', inner: around(found, 2, 2), marks: { bold: true } }),
  },
  {
    pattern: /(?<!`)`(?=[^\s`])[^`\n]*(?<=[^\s`])`(?!`)/gu,
    meant: (found) => ({ as: 'marked', inner: around(found, 1, 1), marks: { code: true } }),
  },
  // Sums of money have dollars too, and no commands.
  {
    pattern: /(?<![\\$])(\$\$?)(?=[^\s$])([^$\n]*\\[A-Za-z]+[^$\n]*)(?<=[^\s\\])\1(?!\$)/gu,
    meant: (found) => ({ as: 'formula', tex: found[2] ?? '' }),
  },
  {
    pattern: /^(#{1,6}) +(?=\S)[^。！？；，\n]{1,40}$/gmu,
    meant: (found) => ({ as: 'heading', level: Math.min(6, found[1]?.length ?? 1) as 1 | 2 | 3 | 4 | 5 | 6 }),
  },
  { pattern: /^[-*+] \[([ xX])\] +(?=\S)/gmu, meant: (found) => ({ as: 'task', isDone: found[1] !== ' ' }) },
  // Fences of code, the line below the head of a table, a link between notes.
  { pattern: /^ {0,3}(?:`{3,}|~{3,})[\w+#-]*$/gmu, meant: () => null },
  { pattern: /^\|? *:?-{3,}:? *(?:\| *:?-{3,}:? *)+\|?$/gmu, meant: () => null },
  { pattern: new RegExp(String.raw`!?\[\[(?=[^\[\]\n]*${han})[^\[\]\n]+\]\]`, 'gu'), meant: () => null },
]

/** A picture of Markdown by its file or address, which an import left where it could not be brought in. In names of files there may be spaces and brackets. */
const IMAGE =
  /!\[(?<words>[^[\]\n]*)\]\((?:(?:https?:\/\/|\.{0,2}\/)(?:[^()\n]|\([^()\n]*\))*|(?:[^()\n]|\([^()\n]*\))+\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|heic)(?: +"[^"\n]*")?)\)/giu

const MARK_BEFORE = String.raw`^|[，。；：！？、（(【\[「“…—]`
const WANTED = '补充|补全|补上|补|填写|填上|填'

const PLACEHOLDERS: readonly RegExp[] = [
  // A lesson may be about lists of what is to be done.
  new RegExp(String.raw`(?<=(?:${MARK_BEFORE}) *)(?:TODO|FIXME)(?![A-Za-z0-9_])(?! *(?:应用|清单|列表|事项|软件|工具|注释|[Aa]pp|[Ll]ist|MVC))`, 'gmu'),
  /(?<![A-Za-z0-9_])(?:TODO|FIXME)(?= *(?:[：:】）)\]]|补|写|改|加|查|确认|完善|核对|换))/gu,
  /(?<![\w./@-])TBD(?![\w./@-])/gu,
  /(?<![\w./@*-])[xX]{3,}(?![\w./@*-])/gu,
  /×{3,}/gu,
  new RegExp(String.raw`(?<=(?:${MARK_BEFORE}) *)待(?:${WANTED})`, 'gmu'),
  new RegExp(String.raw`(?<![有亟尚仍还需急])待(?:${WANTED})(?=$|[】）)\]：:，。；…])`, 'gmu'),
  /[【（([][^【】（）()[\]\n]{0,12}(?<![有亟尚仍还需急])待(?:写|定|完善|核实|确认|更新)[^【】（）()[\]\n]{0,12}[】）)\]]/gu,
  /【(?:此处|这里)?(?:插|配|放|补|加)?(?:图片|截图|配图|图|视频|链接)】|【(?:此处|这里)(?:插|配|放|补|加)[^【】\n]{1,20}】/gu,
  /lorem ipsum/giu,
]

/** In what a line is made of; kinds of its own block are the caller's to pass over. */
export function leftovers(children: readonly Inline[], kind: LeftoverKind): Leftover[] {
  const text = hiddenCode(children)
  const found = FINDERS[kind](text)
  return withoutOverlaps(found.toSorted((one, other) => one.from - other.from || other.to - one.to))
}

/** Each rule has one of these: most lines have none, and are asked no more. */
const MARKDOWN_SIGN = /[[*`$#~|]/
const PLACEHOLDER_SIGN = /TODO|FIXME|TBD|xxx|×××|待|【|lorem/i

function markdownIn(text: string): Leftover[] {
  if (!MARKDOWN_SIGN.test(text)) return []
  return MARKDOWN.flatMap(({ pattern, meant }) =>
    [...text.matchAll(pattern)].map((found) => ({ from: found.index, to: found.index + found[0].length, meant: meant(found) })),
  )
}

const FINDERS: Readonly<Record<LeftoverKind, (text: string) => Leftover[]>> = {
  'markdown-left': markdownIn,
  'image-left': (text) => imagesIn(text).map(({ from, to }) => ({ from, to, meant: null })),
  'placeholder-left': placeholdersIn,
}

/** Pictures that were left as Markdown writes them, with what is said of each. */
export function leftImages(children: readonly Inline[]): readonly { readonly from: number; readonly to: number; readonly words: string }[] {
  return imagesIn(hiddenCode(children))
}

function imagesIn(text: string): { from: number; to: number; words: string }[] {
  if (!text.includes('![')) return []
  return [...text.matchAll(IMAGE)].map(({ index, 0: all, groups }) => ({ from: index, to: index + all.length, words: groups?.['words']?.trim() ?? '' }))
}

function placeholdersIn(text: string): Leftover[] {
  if (!PLACEHOLDER_SIGN.test(text)) return []
  const addresses = rangesOfAddresses(text)
  return PLACEHOLDERS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: all }) => ({ from: index, to: index + all.length, meant: null })),
  ).filter(({ from }) => addresses.every((range) => from < range.from || from >= range.to))
}

function withoutOverlaps(found: readonly Leftover[]): Leftover[] {
  const kept: Leftover[] = []
  for (const each of found) if (each.from >= (kept.at(-1)?.to ?? 0)) kept.push(each)
  return kept
}
