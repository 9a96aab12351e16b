/** `moke archive mask`: the names and words that an author masks, and what of personal data stays. */
import { readFileSync } from 'node:fs'
import { CommandError, defineCommand } from '#engine/cli/command.ts'
import { masksInUse } from '#main/services/masks.ts'
import { longestMasked } from '#preload/contract/maskable.ts'
import { type MaskChange, type MaskUse, mostAtOnce } from '#preload/contract/masks.ts'
import { withArchive } from './archive.ts'
import { places } from './opened.ts'

const words = (value: string, help: string) => ({ type: 'string', value, help, multiple: true }) as const

export const archiveMask = defineCommand({
  details:
    'Without options it lists them, with how often each stands in what is learnt, also while the studio is open; it must be closed for changes. A word is replaced in all works and lessons, in either case and of any width, and not within a longer word of letters.',
  options: {
    add: words('WORD', 'A name or a word to mask.'),
    file: words('FILE', 'Words to mask, one a line.'),
    remove: words('WORD', 'A word of the list that is to be masked no more.'),
    leave: words('VALUE', 'A number or an address that looks personal and is to stay, everywhere.'),
    hold: words('VALUE', 'A value that was left and is to be masked again.'),
    workspace: places.workspace,
  },
  run: ({ options, output, signal }) =>
    withArchive(options.workspace, false, async (archive, learning) => {
      const listed = options.file.flatMap(linesIn)
      // As it comes: a line that is no word is told, and the others are masked.
      const change: MaskChange = { mask: [...options.add, ...listed], unmask: [...options.remove], release: [...options.leave], hold: [...options.hold] }
      const isChange = Object.values(change).some((some) => some.length > 0)
      const { unfit } = isChange ? learning.masks.change(change) : { unfit: [] }
      const { masks } = learning.masks
      const uses = await masksInUse(archive, learning, signal)
      const told = (text: string, sign: string) => [sign, text, placesText(uses.find((use) => use.text === text))].join('  ')
      const lines = [
        ...masks.words.map((word) => told(word, '-')),
        ...masks.released.map((value) => told(value, '+')),
        ...unfit.map((text) => unfitText(text, masks.words.length)),
      ]
      output({ ...masks, uses, unfit }, lines.length === 0 ? 'No names or words are masked.' : lines.join('\n'))
    }),
})

function linesIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
  } catch (error) {
    throw new CommandError(`${path} can’t be read.`, { cause: error })
  }
}

/** Why a line is not in the list. */
function unfitText(text: string, words: number): string {
  const length = text.trim().length
  const shown = length > longestMasked ? `${text.trim().slice(0, longestMasked)}…` : text
  if (length > longestMasked) return `too long (${length} characters): ${shown}`
  return /[\p{L}\p{N}]/u.test(text) && words >= mostAtOnce.texts ? `not masked, ${words} words are already: ${shown}` : `no word to mask: ${shown}`
}

function placesText(use: MaskUse | undefined): string {
  if (!use || use.works === 0) return '(nowhere in what is learnt)'
  return `(${use.kind === null ? '' : `${use.kind}, `}${use.places} in ${use.works}: ${use.first
    .slice(0, 5)
    .map(({ title }) => title)
    .join(', ')}${use.works > 5 ? ', …' : ''})`
}
