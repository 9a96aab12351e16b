/**
 * What suggestions save an author: a simulated one writes held-out works with the starter, Chinese and English
 * (`moke eval --writing`) letter by letter, and Chinese also by the word, as an input method gives it (`write.zh_words_…`).
 * `MOKE_CORPUS=FOLDER` is where valid.jsonl.xz is; `MOKE_MODEL=FILE` is measured as
 * `write.real_…` beside the starter. Takes six minutes of a core, more with a larger model.
 */
import { basename } from 'node:path'
import { corpusFile, moke, need, starter } from './corpus.ts'
import { figure, table } from './report.ts'

const heldOut = corpusFile('valid.jsonl.xz')
const real = process.env['MOKE_MODEL']
const names = { saved: 'saved', precision: 'precision', coverage: 'coverage', keysSaved: 'keys_saved' } as const
const says = {
  saved: 'share of the characters that came from accepting',
  precision: 'share of the suggestions whose first word was right',
  coverage: 'share of the places asked at which one was shown',
  keysSaved: 'share of the key presses that were not needed',
} as const

type Figures = { readonly [name in keyof typeof names]: number }

interface Measured extends Figures {
  readonly errors: Figures | null
  readonly characters: number
}

/** `suffix` stands behind the language in the names of the figures. */
async function measure(model: string, prefix: string, characters: number, suffix = '', ...options: readonly string[]): Promise<void> {
  const { said, seconds } = await moke('eval', '--writing', model, '--data', heldOut, '--characters', `${characters}`, ...options)
  const { isCalibrated, languages } = said as { isCalibrated: boolean; languages: Record<string, Measured> }
  for (const [language, measured] of Object.entries(languages))
    for (const name of ['saved', 'precision', 'coverage', 'keysSaved'] as const) {
      const error = measured.errors === null ? '' : ` ± ${measured.errors[name].toFixed(3)}`
      const about = name === 'saved' ? `; ${basename(model)}${isCalibrated ? '' : ', not calibrated'}, ${measured.characters} characters, ${seconds} s` : ''
      figure(`write.${prefix}${language}${suffix}_${names[name]}`, measured[name], `${says[name]}${error}${about}`)
    }
}

need('write', [heldOut, starter, ...(real === undefined ? [] : [real])])
const byWord = ['--language', 'zh', '--typing', 'word'] as const
await measure(starter, '', 20_000)
await measure(starter, '', 20_000, '_words', ...byWord)
if (real !== undefined) {
  await measure(real, 'real_', 4000)
  await measure(real, 'real_', 4000, '_words', ...byWord)
}
table()
