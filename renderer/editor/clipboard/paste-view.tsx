/** How far a paste is, where it takes a while, and what the author is told of it. */
import { useHeld } from '#renderer/editor/held.ts'
import { useEffect, useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { PasteNews, Pasting } from './pasting.ts'
import './paste.css'

/** A paste that is over sooner is not worth a word. */
const shownAfterMs = 300

export function PasteView({ pasting }: { readonly pasting: Pasting }) {
  useNews(pasting)
  const progress = useHeld(pasting)
  return progress ? <Progress done={progress.done} cancel={() => pasting.cancel()} /> : null
}

function Progress({ done, cancel }: { readonly done: number; readonly cancel: () => void }) {
  const { t } = useTexts()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), shownAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <div className="paste-progress" role="status" contentEditable={false}>
      <span>{t('paste.under-way')}</span>
      <progress value={done} aria-label={t('paste.under-way')} />
      <Button onMouseDown={(event) => event.preventDefault()} onClick={cancel}>
        {t('ui.cancel')}
      </Button>
    </div>
  )
}

/** Tells what happened to a paste in a notice. */
function useNews(pasting: Pasting): void {
  const { t } = useTexts()
  const notices = useNotices()
  useEffect(() => {
    pasting.listenToNews((news: PasteNews) => {
      switch (news.kind) {
        case 'too-large':
          return notices.show({ text: t('paste.too-large', { size: Math.round(news.units / 100_000) / 10 }), about: 'paste', kind: 'problem' })
        case 'pictures-remote':
          return notices.show({ text: t('paste.pictures-remote', { count: news.count }), about: 'paste-pictures' })
        case 'pictures-lost':
          return notices.show({ text: t('paste.pictures-lost', { count: news.count }), about: 'paste-pictures', kind: 'problem' })
        case 'raised-lost':
          return notices.show({ text: t('paste.raised-lost', { count: news.count }), about: 'paste-raised' })
        case 'tables-parted':
          return notices.show({ text: t('paste.tables-parted'), about: 'paste-tables' })
        case 'table-full':
          return notices.show({ text: t('paste.table-full'), about: 'paste-tables', kind: 'problem' })
        case 'unreadable':
          return notices.show({ text: t('paste.unreadable'), about: 'paste' })
        case 'copied-markdown':
          return notices.show({
            text:
              news.losses.length === 0
                ? t('paste.copied-markdown')
                : t('paste.copied-markdown-but', { losses: news.losses.map((kind) => t(`loss.${kind}`)).join(t('ui.and')) }),
            about: 'paste',
          })
        case 'markdown':
          return notices.show({ text: t('paste.markdown'), about: 'paste', action: { label: t('paste.as-plain'), run: news.asPlain } })
        default:
          return news satisfies never
      }
    })
  }, [pasting, notices, t])
}
