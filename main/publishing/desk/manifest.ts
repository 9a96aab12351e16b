/**
 * What lies in a folder of an export and is ours: which unit made which file, by their hashes. It has no date, so that the same export is the
 * same bytes, and no words of the course, for it goes wherever the folder is uploaded.
 */
import { z } from '#preload/document/zod.ts'
import { isOfFiles, knownFindings, toldOf } from './told-findings.ts'

export const MANIFEST = 'moke-export.json'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A manifest lies where others can write: what it says is ours to remove and to hand out lies in its folder. */
const KeptFile = z.strictObject({
  path: z.string().refine(isInside),
  sha256: Sha256,
  /** True where somebody else laid the same bytes there: it is never removed. */
  isTheirs: z.literal(true).optional(),
  /** Of a picture: what it was made from, as a hash. */
  from: Sha256.optional(),
})
export type KeptFile = z.infer<typeof KeptFile>

const KeptUnit = z.strictObject({
  /** Of its input, its target and the target's version. */
  key: Sha256,
  files: z.array(KeptFile),
  /** What there was to say of it, which a unit that is not made again says once more. In the file only of files; in those of earlier versions all. */
  findings: z.array(z.unknown()).transform(knownFindings),
  /** Names the rest of it, where that was not looked for yet. */
  told: Sha256.optional(),
  /** What it has noted for the next time that it is made. */
  noted: z.record(z.string(), z.number()).optional(),
})
export type KeptUnit = z.infer<typeof KeptUnit>

const Manifest = z.strictObject({
  format: z.literal('moke-export'),
  version: z.literal(1),
  target: z.string(),
  /** The id of its course; left out where it does not say. */
  course: z.string().optional(),
  /** Of which lessons alone it is, as a hash of their ids; left out: it is a book of all, or each lesson has files of its own. */
  selection: Sha256.optional(),
  /** False while it is written. */
  isWhole: z.boolean(),
  /** All units of the last export of everything: lessons that go out alone afterwards don't make the folder whole. */
  asked: z.array(z.string()).optional(),
  /** What was about to be written when this was: ours, though no unit names it yet. */
  writing: z.array(KeptFile).optional(),
  /** The name of the folder beside, into which was moved what is the author's: until an export has told it. */
  aside: z.string().refine(isName).optional(),
  units: z.record(z.string(), KeptUnit),
})
export type Manifest = z.infer<typeof Manifest>

export function emptyManifest(target: string, course?: string, selection?: string): Manifest {
  const of = { ...(course === undefined ? {} : { course }), ...(selection === undefined ? {} : { selection }) }
  return { format: 'moke-export', version: 1, target, ...of, isWhole: false, units: {} }
}

/** Whether a path leads into its folder and nowhere else. */
export function isInside(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part))
}

function isName(name: string): boolean {
  return isInside(name) && !name.includes('/')
}

/** What a manifest says; null where it is none, or of another target or course, so that nothing in the folder counts as ours. */
export function readManifest(text: string, target: string, course?: string): Manifest | null {
  try {
    const read = Manifest.safeParse(JSON.parse(text))
    if (!read.success || read.data.target !== target) return null
    return course === undefined || (read.data.course ?? course) === course ? read.data : null
  } catch {
    return null
  }
}

/** Units as they stand in the file, which is written anew for each of them: what one says does not change. */
const unitBytes = new WeakMap<KeptUnit, Buffer>()

export function manifestBytes(manifest: Manifest): Buffer {
  const units = Object.entries(manifest.units).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const head = `${JSON.stringify({ ...manifest, units: {} }, null, 1)}\n`
  if (units.length === 0) return Buffer.from(head)
  // No text within has a line of its own.
  const [before = '', after = ''] = head.split('\n "units": {}')
  const inner = units.flatMap(([id, unit], at) => [Buffer.from(`${at === 0 ? '' : ',\n'}  ${JSON.stringify(id)}: `), bytesOf(unit)])
  return Buffer.concat([Buffer.from(`${before}\n "units": {\n`), ...inner, Buffer.from(`\n }${after}`)])
}

function bytesOf(unit: KeptUnit): Buffer {
  const bytes = unitBytes.get(unit) ?? Buffer.from(unitJson(unit))
  unitBytes.set(unit, bytes)
  return bytes
}

/** A line for each file, of which there may be thousands: with a line for each of their words half of the list was spaces. */
function unitJson({ files, findings, told = toldOf(findings)?.hash, ...rest }: KeptUnit): string {
  const lines = (name: string, all: readonly unknown[]): string =>
    all.length === 0 ? `   "${name}": []` : `   "${name}": [\n${all.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n   ]`
  const others = Object.entries({ ...rest, told }).flatMap(([name, value]) =>
    value === undefined ? [] : [`   ${JSON.stringify(name)}: ${JSON.stringify(value)}`],
  )
  return `{\n${[...others, lines('files', files), lines('findings', findings.filter(isOfFiles))].join(',\n')}\n  }`
}
