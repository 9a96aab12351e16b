import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import { closesByEsc } from '#renderer/ui/closes-by-esc.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useLentFocus } from '#renderer/ui/use-lent-focus.ts'
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
  const focus = useLentFocus(() => {
    chosen.current?.()
    chosen.current = null
  })
  const choose = (run: () => void) => {
    chosen.current = run
    onClose()
  }
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Radix.Portal>
        <div className="dialog-veil" />
        <Radix.Content className="palette" aria-describedby={undefined} {...closesByEsc(onClose)} {...focus}>
          <Radix.Title className="visually-hidden">{t(only ? 'command.go-to' : 'command.palette')}</Radix.Title>
          <PaletteSearch key={only} offer={offer} only={only} onChoose={choose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
