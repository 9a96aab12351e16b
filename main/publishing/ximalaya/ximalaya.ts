/**
 * 喜马拉雅: an album as a folder. For each lesson a track: its script, its description as the site's editor keeps it, and files timed at the
 * author's pace; for the album its description and its table of tracks. Limits are those that third parties noted of the live site in 2026.
 */
import { numberBefore, safeName } from '#main/interchange/file-names.ts'
import { words as wordCount } from '#preload/document/counting.ts'
import { aiShareOf, spokenLabel, visibleLabel } from '../aigc/label.ts'
import { hasCover } from '../covers/about.ts'
import { ofSeries } from '../covers/cover.ts'
import { coverSizes } from '../covers/cover-size.ts'
import { coverUnits, shownCover } from '../covers/made-cover.ts'
import { bookLabel } from '../aigc/book-label.ts'
import { labelFindings } from '../desk/book.ts'
import { TECHNICAL } from '../desk/checklist.ts'
import { contentHash } from '../desk/content.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { Findings } from '../desk/finding.ts'
import { hashOf } from '../desk/hashes.ts'
import type { Made, Target, Unit } from '../desk/target.ts'
import { checkTitle } from '../desk/title-length.ts'
import { pageToCopy } from '../pasted/checklist.ts'
import { proseOf } from '../prose/prose.ts'
import { shownTitle } from '../prose/shown-title.ts'
import { scriptOf, type Script } from '../speech/script.ts'
import { lrc, srt, vtt } from '../speech/sidecars.ts'
import { carriesLabel, readingsDropped, ssml, type SsmlDialect } from '../speech/ssml.ts'
import { timed } from '../speech/timing.ts'
import { aboutXimalaya, ALBUM_TITLE, SHORTEST_RECORDING, TRACK_TITLE, ximalayaDefaults, type XimalayaOptions } from './about.ts'
import { albumFiles, type AlbumWords } from './album.ts'
import { descriptionHtml, openingLines } from './description.ts'
import { asTitled, introOf, type OwnWords, tagsIn } from './own.ts'
import { scriptPreview } from './preview.ts'
import { scriptText } from './script-text.ts'

/** Counted up whenever it would make other bytes of the same input, or tell another length. */
const VERSION = 68

/** Seconds of a paid track. */
const SHORTEST_PAID = 300

/** What scripts and tables are made with: a track is not made anew for another's words. */
type TextOptions = Omit<XimalayaOptions, 'cover' | 'hasTrackCovers' | keyof OwnWords>

export const ximalaya: Target<XimalayaOptions> = {
  id: 'ximalaya',
  about: aboutXimalaya,
  version: VERSION,
  defaults: ximalayaDefaults,
  units(given, all, materials) {
    const { cover, hasTrackCovers } = all
    const [course, options] = [asTitled(given, all), textOptions(all)]
    const [lessons, size] = [lessonsOf(course), coverSizes.ximalaya]
    const speaker = all.speaker.trim() || course.author
    const own = ofSeries(cover, course.title)
    const lengths: Lengths = new Map()
    return [
      ...lessons.flatMap((lesson) => {
        const number = numberOf(lesson, lessons.length)
        const words = { title: lesson.title, author: speaker }
        const file = { id: `${lesson.id}/cover`, path: `${number} ${safeName(lesson.title)}/配图`, lesson: lesson.id, words, size }
        return [
          trackUnit({ lesson, number, name: nameOf(lesson, number), intro: introOf(lesson, all) }, course, options, lengths),
          ...(hasTrackCovers ? coverUnits(own, file, materials) : []),
        ]
      }),
      albumUnit({ course, lessons, own: all, hasTrackCovers: hasTrackCovers && hasCover(all) }, options, lengths),
      ...coverUnits(cover, { id: 'cover', path: '专辑封面', lesson: null, words: { title: course.title, author: speaker }, size }, materials),
    ]
  },
  preview: async (course, lesson, options, materials) => {
    const script = scriptFor(lesson, options, new Findings(null))
    const title = shownTitle(options.titles[lesson.id] ?? '') || lesson.title
    const { cover: choice, hasTrackCovers } = options
    const album = asTitled(course, options).title
    const [own, named] = hasTrackCovers ? [ofSeries(choice, album), title] : [choice, album]
    const cover = await shownCover(own, { title: named, author: options.speaker.trim() || course.author }, coverSizes.ximalaya, materials)
    return scriptPreview({ title, intro: introWords(lesson, introOf(lesson, options)), script, length: timed(script, options.pace).length, cover })
  },
}

/** As wide as the last, so that 10 does not come before 2: the site puts tracks in the order in which they are uploaded. */
function numberOf({ number }: PlacedLesson, count: number): string {
  return numberBefore(number - 1, Math.max(count, 100)).trim()
}

function nameOf({ title }: PlacedLesson, number: string): string {
  return `${number} ${safeName(title)}`
}

function textOptions({ pace, pronunciations, hasTransitions, isPaid, ssml: dialects, producer }: XimalayaOptions): TextOptions {
  return { pace, pronunciations, hasTransitions, isPaid, ssml: dialects, producer }
}

/** 简介 as words alone. */
function introWords({ doc }: PlacedLesson, own: string): string {
  return own === '' ? openingLines(proseOf(doc)).join('\n') : own
}

interface Track {
  readonly lesson: PlacedLesson
  readonly number: string
  readonly name: string
  /** What its author wrote of it; empty: nothing. */
  readonly intro: string
}

/** Milliseconds of tracks, by all that they come from: a lesson is read aloud once for its own files and for the table of all. */
type Lengths = Map<string, number>

/** As the manifest keeps it, where another version may have left it. */
function lengthKey({ doc }: PlacedLesson, { pronunciations, hasTransitions, pace }: TextOptions): string {
  return hashOf([VERSION, contentHash(doc), pronunciations, hasTransitions, pace])
}

function trackUnit(track: Track, course: PublishedCourse, options: TextOptions, lengths: Lengths): Unit {
  const { lesson, name, intro } = track
  return {
    id: lesson.id,
    input: { name, title: lesson.title, author: course.author, doc: contentHash(lesson.doc), intro, options },
    make: () => madeTrack(track, course, options, lengths),
  }
}

/** Milliseconds of silence after the label, as after a paragraph. */
const LABEL_PAUSE = 600

function scriptFor({ doc }: PlacedLesson, { pronunciations, hasTransitions }: TextOptions, findings: Findings): Script {
  const script = scriptOf(proseOf(doc), new Map(Object.entries(pronunciations)), findings, hasTransitions)
  const label = spokenLabel(aiShareOf([doc]))
  // The files beside a recording have no place for it but what is said.
  return label === null
    ? script
    : { lines: [{ block: null, spoken: [{ written: '', said: label }], isHint: true, isSaid: true, pause: LABEL_PAUSE }, ...script.lines] }
}

async function madeTrack({ lesson, name, intro }: Track, { author }: PublishedCourse, options: TextOptions, lengths: Lengths): Promise<Made> {
  const findings = new Findings(lesson.id)
  const script = scriptFor(lesson, options, findings)
  const { cues, length } = timed(script, options.pace)
  lengths.set(lengthKey(lesson, options), length)
  checkTrack(lesson, length / 1000, options, findings)
  const told = bookLabel([lesson.doc], author, options)
  const label = told.seen
  for (const word of new Set(options.ssml.flatMap((dialect) => readingsDropped(script, dialect)))) findings.add('lost', 'reading-dropped', word)
  const at = (file: string) => `${name}/${file}`
  // Loaded where a script is made: it is large.
  const { scriptDocx } = await import('./script-docx.ts')
  return {
    files: [
      { path: at('口播稿.docx'), bytes: await scriptDocx(lesson.title, author, script, length, told) },
      { path: at(SCRIPT), text: scriptText(lesson.title, script, length) },
      { path: at('简介.html'), text: pageToCopy(lesson.title, descriptionHtml(lesson.doc, intro, label), told.json) },
      { path: at(`${name}.txt`), text: `${cues.map(({ text }) => text).join('\n')}\n` },
      { path: at(`${name}.srt`), text: srt(cues) },
      { path: at(`${name}.vtt`), text: vtt(cues) },
      { path: at(`${name}.lrc`), text: lrc(cues, lesson.title, author) },
      ...options.ssml.flatMap((dialect) =>
        ssml(script, dialect, told.json).map((text, part, all) => ({
          path: at(`语音合成/${VOICES[dialect]}${all.length > 1 ? `-${String(part + 1).padStart(3, '0')}` : ''}.xml`),
          text,
        })),
      ),
      // What the documents themselves have no place for.
      ...(told.json === null || options.ssml.every(carriesLabel) ? [] : [{ path: at(`${TECHNICAL}/AIGC.json`), text: `${told.json}\n` }]),
    ],
    findings: [...findings.all, ...labelFindings(told, lesson.id)],
  }
}

/** What the file for each service is called. */
const VOICES = { w3c: 'W3C 标准', tencent: '腾讯云', volcengine: '火山引擎', baidu: '百度' } as const satisfies Readonly<Record<SsmlDialect, string>>

function checkTrack({ title }: PlacedLesson, seconds: number, { isPaid }: TextOptions, findings: Findings): void {
  checkTitle(title, TRACK_TITLE, findings)
  const length = Math.round(seconds)
  if (isPaid && seconds < SHORTEST_PAID) findings.add('refused', 'track-short', title, null, { least: SHORTEST_PAID, is: length })
  // An advice: another bit rate may do, and nobody knows how exact the limit is.
  else if (length < SHORTEST_RECORDING) findings.add('advice', 'track-small', title, null, { least: SHORTEST_RECORDING, is: length })
  findings.add('todo', 'record', title)
}

interface Album {
  readonly course: PublishedCourse
  readonly lessons: readonly PlacedLesson[]
  readonly own: OwnWords
  /** Whether the folder of each track has a picture for it. */
  readonly hasTrackCovers: boolean
}

/** A file that every track has in its folder. */
const SCRIPT = '口播稿.txt'

/** Of the album as far as no lesson need be read aloud for it. `nameIn`: the folder of a track; null where there is none. */
function albumUnit(album: Album, options: TextOptions, lengths: Lengths, nameIn: (lesson: PlacedLesson, number: string) => string | null = nameOf): Unit {
  const { course, lessons, own, hasTrackCovers } = album
  const tracks = lessons.map((lesson) => {
    const number = numberOf(lesson, lessons.length)
    return { lesson, number, name: nameIn(lesson, number), key: lengthKey(lesson, options), intro: introOf(lesson, own) }
  })
  const words = albumWords(course, own)
  return {
    id: 'album',
    input: {
      words,
      author: course.author,
      producer: options.producer,
      isPaid: options.isPaid,
      hasTrackCovers,
      tracks: tracks.map(({ lesson: { title, chapter }, number, name, key, intro }) => [number, title, chapter, name, key, intro]),
      chapters: course.chapters.map(({ title, lessons: of }) => [title, of.length]),
    },
    among: (filesOf) =>
      albumUnit(
        album,
        options,
        lengths,
        ({ id }) =>
          filesOf(id)
            .find((file) => file.endsWith(`/${SCRIPT}`))
            ?.slice(0, -SCRIPT.length - 1) ?? null,
      ),
    make: (_signal, noted) => madeAlbum({ course, words, tracks, hasTrackCovers }, options, (key) => lengths.get(key) ?? noted?.[key]),
  }
}

function albumWords({ title, author }: PublishedCourse, { speaker, sellingPoint, category, tags, albumIntro }: OwnWords): AlbumWords {
  return {
    title,
    speaker: speaker.trim() || author,
    sellingPoint: sellingPoint.trim(),
    category: category.trim(),
    tags: tagsIn(tags),
    intro: albumIntro.trim(),
  }
}

interface AlbumTrack {
  readonly lesson: PlacedLesson
  readonly number: string
  readonly name: string | null
  readonly key: string
  readonly intro: string
}

interface AlbumMaking {
  readonly course: PublishedCourse
  readonly words: AlbumWords
  readonly tracks: readonly AlbumTrack[]
  readonly hasTrackCovers: boolean
}

async function madeAlbum(
  { course, words, tracks, hasTrackCovers }: AlbumMaking,
  options: TextOptions,
  known: (key: string) => number | undefined,
): Promise<Made> {
  const findings = new Findings(null)
  const noted = Object.fromEntries(
    tracks.map(({ lesson, key }) => [key, known(key) ?? timed(scriptFor(lesson, options, new Findings(null)), options.pace).length]),
  )
  const rows = tracks.map(({ lesson, number, name, key, intro }) => ({
    number,
    name,
    title: lesson.title,
    chapter: lesson.chapter,
    seconds: Math.round((noted[key] ?? 0) / 1000),
    words: wordCount(lesson.doc),
    // It is copied out of the table, and says there too what a model wrote.
    intro: [introWords(lesson, intro), visibleLabel(aiShareOf([lesson.doc])) ?? ''].filter((part) => part !== '').join('\n'),
  }))
  const docs = tracks.map(({ lesson }) => lesson.doc)
  const label = bookLabel(docs, course.author, options).json
  checkTitle(course.title, ALBUM_TITLE, findings)
  if (words.sellingPoint === '') findings.add('todo', 'selling-point-missing')
  if (words.category === '') findings.add('todo', 'category-missing')
  return { ...(await albumFiles(course, words, rows, { isPaid: options.isPaid, hasTrackCovers }, label)), findings: findings.all, noted }
}
