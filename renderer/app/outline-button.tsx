import { ListTree } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { useState } from 'react'
import { useSelected } from '#renderer/host/value.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useShell } from './shell-context.tsx'

/** The lesson's headings; choosing one brings it into view. */
export function OutlineButton() {
  const { t } = useTexts()
  const shell = useShell()
  const outline = useSelected(shell.status, (status) => status?.outline) ?? []
  const [open, setOpen] = useState(false)
  const goTo = (id: string) => {
    setOpen(false)
    // A copy of the lesson may lie beside it, with the same blocks.
    const lesson = document.querySelector(`[data-lesson="${CSS.escape(shell.lesson.get() ?? '')}"]`)
    lesson?.querySelector(`[data-block="${CSS.escape(id)}"]`)?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  }
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <IconButton label={t('command.outline')}>
          <ListTree />
        </IconButton>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="floating popover" align="end" sideOffset={4} collisionPadding={8} aria-label={t('command.outline')}>
          {outline.length === 0 ? (
            <p>{t('bar.empty-outline')}</p>
          ) : (
            <div className="outline">
              {outline.map((heading) => (
                <button key={heading.id} type="button" data-level={heading.level} onClick={() => goTo(heading.id)}>
                  {heading.text}
                </button>
              ))}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
