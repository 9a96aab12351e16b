import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { Overlay } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { PaletteSearch } from './palette-search.tsx'
import type { PaletteOffer } from './use-choices.tsx'
import './palette.css'

/** One field that reaches every lesson, chapter and course by its title and every command by its name. */
export function Palette({
  open,
  only,
  onClose,
  offer,
}: {
  open: boolean
  /** `places`: no commands; a quick way from lesson to lesson. */
  only?: 'places' | undefined
  onClose: () => void
  offer: PaletteOffer
}) {
  const { t } = useTexts()
  const chosen = useRef<(() => void) | null>(null)
  const choose = (run: () => void) => {
    chosen.current = run
    onClose()
  }
  return (
    <Overlay
      open={open}
      onClose={onClose}
      onReturned={() => {
        chosen.current?.()
        chosen.current = null
      }}
      className="palette"
    >
      <Radix.Title className="visually-hidden">{t(only ? 'command.go-to' : 'command.palette')}</Radix.Title>
      <PaletteSearch key={only} offer={offer} only={only} onChoose={choose} />
    </Overlay>
  )
}
