import { BookOpen, FileText, FolderOpen, TextSearch } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { LessonState } from '#preload/contract/plan.ts'
import { type LessonPlace, lessonPlaces } from '#renderer/host/tree.ts'
import { useValue, type Watched } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { type Hit, type PinyinPlace, search } from '#renderer/ui/search.ts'
import { type Section, sectionsOf } from './sections.ts'
import { usePinyin } from '#renderer/ui/use-pinyin.ts'

/** A command as the palette lists it. */
export interface PaletteCommand {
  readonly name: string
  readonly label: string
  /** Where it belongs. */
  readonly hint?: string
  /** Other words that find it, in any language. */
  readonly synonyms: readonly string[]
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly run: () => void
}

/** Where the palette leads. */
export interface PaletteOffer {
  /** With titles in it that the library has not got yet; null before it was ever read. */
  readonly tree: Watched<LibraryTree | null>
  readonly commands: readonly PaletteCommand[]
  /** The open lesson. */
  readonly current: LessonId | null
  readonly onOpen: (lesson: LessonId) => void
  /** Opens a lesson beside the one that the author is in. */
  readonly onOpenBeside: (lesson: LessonId) => void
  readonly onReveal: (section: Section) => void
  /** Looks for the query in the texts of all lessons. */
  readonly onSearch: (query: string) => void
}

/** One line of the palette. */
export interface Choice {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** How far a lesson is. */
  readonly state?: LessonState
  /** It is what stands open already. */
  readonly isOpen?: boolean
  readonly keys?: string | undefined
  readonly icon: ReactNode
  readonly run: () => void
  /** With Ctrl or ⌘. */
  readonly runBeside?: () => void
}

export interface ChoiceGroup {
  readonly label: string
  readonly choices: readonly Choice[]
}

const icons = { course: <BookOpen />, chapter: <FolderOpen />, lesson: <FileText /> } as const
const mostRecent = 5
/** Where there are no commands below them. */
const mostPlaces = 30
const mostFound = 12

/** What the palette offers for a query: the group with the best hit first. Without one, the newest lessons, the courses and every command. */
export function useChoices(
  query: string,
  { tree: watched, commands, current, onOpen, onOpenBeside, onReveal, onSearch }: PaletteOffer,
  only?: 'places',
): readonly ChoiceGroup[] {
  const { t } = useTexts()
  const tree = useValue(watched)
  const pinyin = usePinyin()
  // Pointing at a choice renders too, and a large library takes a moment to search.
  return useMemo(() => {
    const offer = { commands: only ? [] : commands, current, onOpen, onOpenBeside, onReveal, onSearch, recent: only ? mostPlaces : mostRecent }
    return withoutEmpty(query.trim() === '' ? unasked(tree, offer, t) : asked(query, tree, offer, pinyin, t))
  }, [query, tree, commands, current, onOpen, onOpenBeside, onReveal, onSearch, only, pinyin, t])
}

function asked(query: string, tree: LibraryTree | null, offer: Offer, pinyin: PinyinPlace | null, t: Translate): ChoiceGroup[] {
  const places = tree ? lessonPlaces(tree) : []
  const sections = tree ? sectionsOf(tree) : []
  const lessonHits = search(query, places, ({ lesson, number }) => ({ title: lesson.title, synonyms: [number] }), pinyin)
  const sectionHits = search(query, sections, ({ title }) => ({ title }), pinyin)
  const commandHits = search(query, offer.commands, ({ label, synonyms }) => ({ title: label, synonyms }), pinyin)
  const groups = [
    found(t('palette.lessons'), lessonHits, (place) => lessonChoice(place, offer)),
    found(t('palette.sections'), sectionHits, (section) => sectionChoice(section, offer, t)),
    found(t('palette.commands'), commandHits, commandChoice),
  ]
  // Last, whatever else fits: what is meant may stand in a text.
  return [...groups.sort((a, b) => b.best - a.best), { label: t('palette.texts'), choices: [textChoice(query, offer, t)] }]
}

/** What is offered, without the library. */
type Offer = Omit<PaletteOffer, 'tree'> & { readonly recent: number }

function unasked(tree: LibraryTree | null, offer: Offer, t: Translate): ChoiceGroup[] {
  const recent = (tree ? lessonPlaces(tree) : []).filter(({ lesson }) => lesson.id !== offer.current).sort((a, b) => b.lesson.changedAt - a.lesson.changedAt)
  const courses = (tree ? sectionsOf(tree) : []).filter(({ kind }) => kind === 'course')
  return [
    { label: t('palette.recent'), choices: recent.slice(0, offer.recent).map((place) => lessonChoice(place, offer)) },
    { label: t('library.courses'), choices: courses.slice(0, mostFound).map((course) => sectionChoice(course, offer, t)) },
    { label: t('palette.commands'), choices: offer.commands.map(commandChoice) },
  ]
}

function found<T>(label: string, hits: readonly Hit<T>[], choiceOf: (item: T) => Choice): ChoiceGroup & { best: number } {
  return { label, choices: hits.slice(0, mostFound).map(({ item }) => choiceOf(item)), best: hits[0]?.score ?? -Infinity }
}

const withoutEmpty = (groups: readonly ChoiceGroup[]) => groups.filter(({ choices }) => choices.length > 0)

const labelOf = ({ number, lesson }: LessonPlace) => (number ? `${number} ${lesson.title}` : lesson.title)

function lessonChoice(place: LessonPlace, { current, onOpen, onOpenBeside }: Offer): Choice {
  const { course, chapter, lesson } = place
  return {
    id: `lesson-${lesson.id}`,
    label: labelOf(place),
    hint: `${course.title} › ${chapter.title}`,
    state: lesson.state,
    isOpen: lesson.id === current,
    icon: icons.lesson,
    run: () => onOpen(lesson.id),
    runBeside: () => onOpenBeside(lesson.id),
  }
}

function sectionChoice(section: Section, { onReveal }: Offer, t: Translate): Choice {
  const { kind, id, title, course, lessons } = section
  return {
    id: `section-${id}`,
    label: title,
    hint: kind === 'chapter' ? course.title : t('library.lessons', { count: lessons }),
    icon: icons[kind],
    run: () => onReveal(section),
  }
}

function textChoice(query: string, { onSearch }: Offer, t: Translate): Choice {
  return { id: 'texts', label: t('palette.in-texts', { query: query.trim() }), icon: <TextSearch />, run: () => onSearch(query.trim()) }
}

function commandChoice({ name, label, hint, keys, icon, run }: PaletteCommand): Choice {
  return { id: `command-${name}`, label, keys, icon, run, ...(hint && { hint }) }
}
