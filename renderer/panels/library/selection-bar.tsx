import { Copy, FolderInput, Trash2, X } from 'lucide-react'
import { LessonState } from '#preload/contract/plan.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import type { TreeState } from './use-tree.ts'

/** Says how many rows are selected, and what can be done with all of them. Nothing with fewer than two. */
export function SelectionBar({ state, editable }: { state: TreeState; editable: boolean }) {
  const { t } = useTexts()
  const [first] = state.selected
  const count = state.selected.length
  const isShown = first !== undefined && count > 1
  return (
    <>
      {/* Always there, so that what comes into it is read out. */}
      <span className="visually-hidden" role="status">
        {isShown && t(`library.selected-${first.kind}`, { count })}
      </span>
      {isShown && (
        <div className="selection-bar" role="toolbar" aria-label={t('library.selection')}>
          <span aria-hidden="true">{t('library.selected', { count })}</span>
          {editable && (
            <>
              <Menu
                trigger={
                  <button type="button" className="icon-button" aria-label={t('library.state')} title={t('library.state')}>
                    <StateDot state="revising" />
                  </button>
                }
                items={LessonState.options.map((each) => ({
                  label: t(`state.${each}`),
                  icon: <StateDot state={each} />,
                  run: () => state.setState(first, each),
                }))}
              />
              {first.kind !== 'course' && (
                <IconButton label={t('command.move-to')} side="top" onClick={() => state.send(first)}>
                  <FolderInput />
                </IconButton>
              )}
              <IconButton label={t('command.duplicate')} keys="Mod+D" side="top" onClick={() => state.duplicate(first)}>
                <Copy />
              </IconButton>
              <IconButton label={t('command.remove')} keys="Delete" side="top" onClick={() => state.remove(first)}>
                <Trash2 />
              </IconButton>
            </>
          )}
          <IconButton label={t('library.deselect')} keys="Esc" side="top" onClick={state.deselect}>
            <X />
          </IconButton>
        </div>
      )}
    </>
  )
}
