/** A button beside what is selected in a work: it is masked wherever it stands. By keys alone it is the last thing behind the text. */
import { type RefObject, useEffect, useState } from 'react'
import { maskableWord } from '#preload/contract/maskable.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useMasking } from './use-masking.ts'
import './mask-selection.css'

interface Selected {
  readonly word: string
  readonly left: number
  readonly top: number
}

/** What is selected within a text and can be masked; null of nothing, or of more than a name or a few words. */
export function wordIn(selected: string): string | null {
  // Lines are no name.
  return selected.trim().includes('\n') ? null : maskableWord(selected)
}

export function MaskSelection({ body }: { body: RefObject<HTMLElement | null> }) {
  const { t } = useTexts()
  const masking = useMasking()
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    const look = () => setSelected(selectedIn(body.current))
    document.addEventListener('selectionchange', look)
    window.addEventListener('resize', look)
    document.addEventListener('scroll', look, true)
    return () => {
      document.removeEventListener('selectionchange', look)
      window.removeEventListener('resize', look)
      document.removeEventListener('scroll', look, true)
    }
  }, [body])
  if (!selected) return null
  const mask = async () => {
    if ((await masking({ mask: [selected.word] })) !== null) document.getSelection()?.removeAllRanges()
  }
  return (
    <div className="mask-selection" style={{ left: selected.left, top: selected.top }} onPointerDown={(event) => event.preventDefault()}>
      <Button aria-label={t('archive.mask-word', { word: selected.word })} onClick={() => void mask()}>
        {t('archive.mask-it')}
      </Button>
    </div>
  )
}

function selectedIn(body: HTMLElement | null): Selected | null {
  const selection = document.getSelection()
  if (!body || !selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const word = body.contains(range.commonAncestorContainer) ? wordIn(selection.toString()) : null
  if (word === null) return null
  const place = range.getBoundingClientRect()
  const frame = body.getBoundingClientRect()
  // Below it, where the hand is, and within the text.
  return { word, left: Math.min(Math.max(place.left, frame.left), frame.right - 96), top: place.bottom + 6 }
}
