/** What is in a text and not to be said: signs of Markdown and of lists that were left in it, notes that authors write to themselves. */
import { ABSENT } from '../pictures/absent.ts'
import { joinedAt } from './seams.ts'

/** A circle among Chinese digits is the zero of who found no other: 二○二四. */
const ZERO = /(?<=[一二三四五六七八九〇○])○/g
/** At the beginning of a line, of a sentence or of a clause: signs of lists. */
const BULLETS = /(?<=^[ \t]*)[●○■□◆◇▶▷◀※]+\ufe0f?[ \t]*(?=[\p{L}\p{N}“《（])|(?<=[\s，。；：、！？])[●○■□◆◇※]+(?=[\p{L}\p{N}“《（])|[▪▫•‣◦]/gmu

const TAGS = 'b|i|u|s|em|strong|span|div|p|font|sup|sub|img|a|mark|del|ins|code|pre|kbd|center|h[1-6]|li|ul|ol|table|tr|td|th'

/** In order: what is within another is undone first. */
const MARKS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/[ \t\u00a0\u3000]{2,}/g, ' '],
  [/<!--[\s\S]*?-->/g, ''],
  [/<(?:br|hr)\b[^<>]*>/gi, '，'],
  // One of a tag alone is spoken of, and called by its name; those that open and close, and those that say more than their name, are marks.
  [new RegExp(String.raw`<(${TAGS})>(?![\s\S]{0,500}<\/\1>)`, 'gi'), '$1'],
  [new RegExp(String.raw`<\/?(?:${TAGS})(?:\s[^<>]*)?\/?>`, 'gi'), ''],
  [/&nbsp;/g, ' '],
  [/!\[([^[\]\n]{0,500})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)/g, '$1'],
  [/\[([^[\]\n]{1,500})\]\([^()\s\p{Script=Han}]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)/gu, '$1'],
  [/\[\[([^[\]\n|]{1,200}\|)?([^[\]\n|]{1,200})\]\]/g, '$2'],
  // A source that is spoken of.
  [/(?<=文献|参见|参考|[详另]见)\[(\d{1,3})\]/g, '$1'],
  // Marks of notes, and of sources: behind Chinese, or behind the name of something at the end of a clause. What is counted by letters is not one, a[1].
  [
    /\[\^[^\]\s]+\]|(?<=[\p{Script=Han}”」』）)】〕。，！？；：])(?:\[[1-9]\d{0,2}(?:[,，\-–]\s?\d{1,3})*\])+|(?<=(?<![A-Za-z0-9])[A-Z][A-Za-z0-9-]+)(?:\[[1-9]\d{0,2}(?:[,，\-–]\s?\d{1,3})*\])+(?=\s*(?:[。，；、！？,.;]|$))/gu,
    '',
  ],
  [/^[ \t]*(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|(?:`{3}|~{3})[\w-]*[ \t]*$)/gm, ''],
  [/^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$/gm, ''],
  [/^[ \t]*\|(.*)\|[ \t]*$/gm, '$1'],
  [/[ \t]+\|[ \t]+/g, '，'],
  [/`+([^`\n]*)`+/g, '$1'],
  [/`/g, ''],
  [/(?<![A-Za-z0-9])\*{2,}|\*{2,}(?![A-Za-z0-9])/g, ''],
  [/(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/g, '$1'],
  [/(?<!\w)__(?=\S)([^_\n]+)__(?!\w)/g, '$1'],
  [/~~(?=\S)([^~\n]+)~~/g, '$1'],
  [/==(?=\S)([^=\n]+)==/g, '$1'],
  [/(?<=\w)\(\)|(?<![\w-])--(?=[a-z])|[№§](?!\s*\d)/g, ''],
  [/(?<=[\p{Script=Han}，。！？])[~～]+(?=[\s，。！？；]|$)|[~～]{2,}/gu, ''],
]

/** Marks that have words in them, such as the picture that a tag shows, or a note for nobody: they are told, for what an author typed may be meant. */
const WORDED = new RegExp(
  String.raw`<!--[\s\S]*?-->|<(?:${TAGS})\s[^<>]*\/?>|<(${TAGS})>(?=[\s\S]{0,500}<\/\1>)|\]\([^()\s\p{Script=Han}]+(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]*")?\)`,
  'giu',
)

/** What of a text is taken for marks though it has letters. */
export function markedWords(text: string): string[] {
  return (text.match(WORDED) ?? []).filter((mark) => /\p{L}/u.test(mark))
}

/** A text as somebody would read it who sees only words. */
export function unmarked(text: string): string {
  return MARKS.reduce((rest, [pattern, instead]) => rest.replaceAll(pattern, instead), text)
    .replaceAll(ZERO, '〇')
    .replaceAll(BULLETS, '')
    .replaceAll(/(?<=[↔→←↑↓])\ufe0f/g, '')
}

/** Words that programs have in their names are no notes. */
const NOTE =
  /^[\s>#*-]*(?:[【[(（]\s*)?(?:(?:TODO|FIXME|TBD)(?=[\s:：,，.。!！、—\])）】]|\p{Script=Han}|$)(?!\s*(?:list|app|列表|清单|应用|项目|事项|软件|工具|程序|注释|是|的))|todo\s*[:：]|待(?:补充?|写|完善|定)\s*[:：])/iu
const NOTES_WITHIN = /[【[(（]\s*(?:TODO|FIXME|TBD|待(?:补充?|写|完善|定|核实|确认))(?![A-Za-z])[^【[(（】\])）]{0,300}[】\])）]/gu

/** What stands where a picture is gone, and a link whose address was never put in. */
const LEFT_WITHIN = new RegExp(`${ABSENT}|!?\\[[^[\\]\\n]{0,200}\\]\\((?:网址|链接|地址|url|link)\\)`, 'giu')

/** Whether a line is a note that an author left for themselves. */
export function isOwnNote(text: string): boolean {
  return NOTE.test(text)
}

/** Such notes between brackets, what else is not for the public, and the text without them: where nothing else is left, without the signs between them. */
export function ownNotes(text: string): { readonly notes: readonly string[]; readonly left: readonly string[]; readonly rest: string } {
  const [notes, left] = [text.match(NOTES_WITHIN) ?? [], text.match(LEFT_WITHIN) ?? []]
  const rest = [NOTES_WITHIN, LEFT_WITHIN].reduce((all, pattern) => all.split(pattern).reduce((before, after) => joinedAt(before, after)), text)
  return { notes, left, rest: left.length > 0 && !/[\p{L}\p{N}]/u.test(rest) ? '' : rest }
}
