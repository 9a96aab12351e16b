/** The names and words that the author has masked, and what stays though it looks personal: each with how often it stands in what is learnt, and where. */
import { ChevronRight, Pencil, X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Masks, MaskUse } from '#preload/contract/masks.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { type ArchiveClient, useAnswer } from './use-archive.ts'
import { useMasking } from './use-masking.ts'
import './masks-card.css'

const askMasks = (archive: ArchiveClient) => archive.masks({})
const askUses = (archive: ArchiveClient, signal: AbortSignal) => archive.masksInUse({}, signal)

/** The masks as they are; null until they are known. */
export function useMasks(): Masks | null {
  return useAnswer(askMasks)
}

/** How often each stands somewhere; null until that is known. */
export function useMaskUses(): readonly MaskUse[] | null {
  return useAnswer(askUses)
}

export type OpenWork = (work: WorkId, query: string) => void

export function MasksCard({ masks, editable, onOpen }: { masks: Masks; editable: boolean; onOpen: OpenWork }) {
  const { t } = useTexts()
  const uses = useMaskUses()
  const usedBy = (text: string) => uses?.find((use) => use.text === text)
  return (
    <div className="card archive-masks">
      <header>
        <h2>{t('archive.masks-title')}</h2>
        <small>{t('archive.masks-hint')}</small>
      </header>
      {editable && <AddWords />}
      {masks.words.length > 0 && (
        <ul className="archive-list archive-masks-list">
          {masks.words.map((word) => (
            <MaskRow key={word} text={word} isWord use={usedBy(word)} editable={editable} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {masks.released.length > 0 && (
        <>
          <h3>{t('archive.released-title')}</h3>
          <ul className="archive-list archive-masks-list">
            {masks.released.map((value) => (
              <MaskRow key={value} text={value} isWord={false} use={usedBy(value)} editable={editable} onOpen={onOpen} />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function AddWords() {
  const { t } = useTexts()
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const masking = useMasking()
  const [typed, setTyped] = useState('')
  const [unfit, setUnfit] = useState<readonly string[]>([])
  const words = typed.split(/\r?\n/).filter((line) => line.trim() !== '')
  const add = async () => {
    if (words.length === 0) return
    const left = await masking({ mask: words })
    field.current?.focus()
    if (left === null) return
    setUnfit(left)
    // What could not be masked stays, to be mended.
    setTyped(left.join('\n'))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event.nativeEvent)) return
    event.preventDefault()
    void add()
  }
  return (
    <div className="archive-masks-add">
      <textarea
        ref={field}
        className="field"
        rows={Math.min(8, Math.max(2, typed.split('\n').length))}
        value={typed}
        aria-label={t('archive.masks-field')}
        aria-describedby={unfit.length > 0 ? id : undefined}
        placeholder={t('archive.masks-placeholder')}
        spellCheck={false}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
      />
      <Button disabled={words.length === 0} onClick={() => void add()}>
        {t('archive.mask')}
      </Button>
      {unfit.length > 0 && (
        <p id={id} role="status">
          {t('archive.mask-unfit')}
        </p>
      )}
    </div>
  )
}

interface RowGiven {
  readonly text: string
  readonly isWord: boolean
  readonly use: MaskUse | undefined
  readonly editable: boolean
  readonly onOpen: OpenWork
}

function MaskRow({ text, isWord, use, editable, onOpen }: RowGiven) {
  const { t } = useTexts()
  const masking = useMasking()
  const [isOpen, setOpen] = useState(false)
  const [isEdited, setEdited] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const edited = (next: string | null) => {
    setEdited(false)
    if (next !== null && next !== text) void masking({ mask: [next], unmask: [text] })
    else queueMicrotask(() => pencil.current?.focus())
  }
  const undo = () => void masking(isWord ? { unmask: [text] } : { hold: [text] })
  const isFound = use !== undefined && use.works > 0
  return (
    <li>
      <div className="archive-row">
        {isEdited ? (
          <EditWord word={text} onDone={edited} />
        ) : (
          <button type="button" className="archive-name" aria-expanded={isFound ? isOpen : undefined} disabled={!isFound} onClick={() => setOpen(!isOpen)}>
            <ChevronRight />
            <span title={text}>{text}</span>
            {use?.kind && <span className="pill">{t(`archive.personal-${use.kind}`)}</span>}
          </button>
        )}
        <small>
          {use &&
            (isFound
              ? [t('archive.places-count', { count: use.places }), t('archive.mask-works', { count: use.works })].join(' · ')
              : t('archive.mask-nowhere'))}
        </small>
        {editable && isWord && (
          <IconButton ref={pencil} label={t('archive.mask-edit', { word: text })} onClick={() => setEdited(true)}>
            <Pencil />
          </IconButton>
        )}
        {editable && (
          <IconButton label={t(isWord ? 'archive.unmask-word' : 'archive.hold-value', { word: text })} onClick={undo}>
            <X />
          </IconButton>
        )}
      </div>
      {isWord && isFound && <Doubts use={use} editable={editable} />}
      {isOpen && isFound && <UsedIn use={use} onOpen={onOpen} />}
    </li>
  )
}

/** Where a word masks more than its author may mean: of one character, or within other words. All is masked until they say otherwise. */
function Doubts({ use: { text, places, within = [] }, editable }: { use: MaskUse; editable: boolean }) {
  const { t } = useTexts()
  const masking = useMasking()
  const isShort = Array.from(text).length === 1
  if (!isShort && within.length === 0) return null
  const named = within.slice(0, 6).map((part) => part.text)
  const count = within.reduce((sum, part) => sum + part.places, 0)
  const leave = () => void masking({ release: within.map((part) => part.text) })
  return (
    <div className="archive-mask-doubts">
      {isShort && <p>{t('archive.mask-short', { word: text, count: places })}</p>}
      {within.length > 0 && (
        <p>
          {t(within.length > named.length ? 'archive.mask-within-more' : 'archive.mask-within', { count, words: named.join(t('archive.list-comma')) })}{' '}
          {editable && (
            <Button kind="quiet" onClick={leave}>
              {t('archive.mask-within-leave')}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function UsedIn({ use, onOpen }: { use: MaskUse; onOpen: OpenWork }) {
  const { t } = useTexts()
  const rest = use.works - use.first.length
  return (
    <ul className="archive-works">
      {use.first.map(({ work, title, places }) => (
        <li key={work} className="archive-row">
          <button type="button" className="archive-name" onClick={() => onOpen(work, use.text)}>
            <span title={title}>{title}</span>
          </button>
          <small>{t('archive.places-count', { count: places })}</small>
        </li>
      ))}
      {rest > 0 && <li className="archive-masks-rest">{t('archive.mask-works-more', { count: rest })}</li>}
    </ul>
  )
}

/** Another form of a word: Enter or leaving it keeps it, Esc gives it up. */
function EditWord({ word, onDone }: { word: string; onDone: (next: string | null) => void }) {
  const { t } = useTexts()
  const isOver = useRef(false)
  const end = (typed: string | null) => {
    if (isOver.current) return
    isOver.current = true
    onDone(typed === null || typed.trim() === '' ? null : typed.trim())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') end(event.currentTarget.value)
    if (event.key === 'Escape') end(null)
    if (event.key === 'Escape') event.stopPropagation()
  }
  return (
    <input
      className="field"
      autoFocus
      defaultValue={word}
      maxLength={60}
      spellCheck={false}
      aria-label={t('archive.mask-edit', { word })}
      onFocus={({ target }) => target.select()}
      onKeyDown={onKeyDown}
      onBlur={({ target }) => end(target.value)}
    />
  )
}
