/** What rules of reading are made of: a pattern of what is written, and how that is said. */

export interface Rule {
  readonly pattern: RegExp
  /** Where what is said is the same word, of which only this tells the sound. */
  readonly pinyin?: (...groups: string[]) => string | null
  readonly say: (...groups: string[]) => string
  /** Whether it is for what stands there, where a pattern can't tell. */
  readonly isFor?: (...groups: string[]) => boolean
  /** Whether it is the name of an account, which whoever reads copies sign by sign. */
  readonly isId?: true
  /** Whether it is the number of one of several, before which a voice pauses. */
  readonly isItem?: true
  /** Whether it is for what stands in that text, of which a pattern sees only what no rule has read. */
  readonly isWithin?: (text: string, ...groups: string[]) => boolean
  /** What a text has to have for it to be asked: most have neither digits nor letters. */
  readonly needs?: RegExp
}

/** Rules that are asked only of texts that have one of these. */
export function needing(needs: RegExp, rules: readonly Rule[]): Rule[] {
  return rules.map((each) => ({ needs, ...each }))
}

export const rule = (pattern: string, say: Rule['say'], flags = 'gu'): Rule => ({ pattern: new RegExp(pattern, flags), say })

/** Digits in threes, and round numbers in fours, as 万 part them. */
export const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,4}(?:,0000)+(?!\d)|\d+(?:\.\d+)?`
export const SIGNED = String.raw`[\-−]?(?:${NUMBER})`
export const RANGE = String.raw`\s*(?:-|–|—{1,2}|~|～|至|到)\s*`
/** Not amid other letters or digits. A stop behind Chinese ends a sentence, and is no point. */
export const [BEFORE, AFTER] = [String.raw`(?<!\w|(?<!\p{Script=Han})\.)`, String.raw`(?![\w]|\.\d)`]
