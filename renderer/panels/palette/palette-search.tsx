import { useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import { optionId, useChoosing, useShown } from '#renderer/ui/use-choosing.ts'
import { type Choice, type ChoiceGroup, type PaletteOffer, useChoices } from './use-choices.tsx'

const besideKeys = 'Mod+Enter'

const hasMod = ({ ctrlKey, metaKey }: { ctrlKey: boolean; metaKey: boolean }) => ctrlKey || metaKey

/** The field and what it finds. The focus stays in the field; keys move the choice. */
export function PaletteSearch({ offer, only, onChoose }: { offer: PaletteOffer; only?: 'places' | undefined; onChoose: (run: () => void) => void }) {
  const { t } = useTexts()
  const [query, setQuery] = useState('')
  const groups = useChoices(query, offer, only)
  const name = t(only ? 'command.go-to' : 'command.palette')
  const choices = groups.flatMap((group) => group.choices)
  const choosing = useChoosing({
    query,
    count: choices.length,
    press: (event, at) => {
      const choice = event.key === 'Enter' && choices[at]
      if (choice) onChoose((hasMod(event) && choice.runBeside) || choice.run)
      return event.key === 'Enter'
    },
  })
  const { list, point } = choosing
  const active = choices[choosing.active]
  useShown(list, choosing.active, active?.id)
  return (
    <>
      <input
        className="palette-field"
        {...choosing.field}
        aria-label={name}
        placeholder={t(only ? 'palette.places' : 'palette.placeholder')}
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="palette-list" role="listbox" id={list} aria-label={name}>
        {groups.map((group) => (
          <PaletteGroup
            key={group.label}
            group={group}
            active={active}
            idOf={(choice) => optionId(list, choices.indexOf(choice))}
            onPoint={(choice) => point(choices.indexOf(choice))}
            onChoose={onChoose}
          />
        ))}
        {choices.length === 0 && <p className="palette-none">{t('palette.none')}</p>}
      </div>
      {active?.runBeside && (
        <p className="palette-keys" aria-hidden="true">
          <Kbd keys="Enter" /> {t('ui.open')}
          <Kbd keys={besideKeys} /> {t('library.beside')}
        </p>
      )}
    </>
  )
}

function PaletteGroup({
  group,
  active,
  idOf,
  onPoint,
  onChoose,
}: {
  group: ChoiceGroup
  active: Choice | undefined
  idOf: (choice: Choice) => string
  onPoint: (choice: Choice) => void
  onChoose: (run: () => void) => void
}) {
  return (
    <div role="group" aria-label={group.label}>
      <div className="palette-group" aria-hidden="true">
        {group.label}
      </div>
      {group.choices.map((choice) => (
        <div
          key={choice.id}
          id={idOf(choice)}
          role="option"
          aria-selected={choice === active}
          className="choice palette-choice"
          onPointerMove={() => onPoint(choice)}
          aria-keyshortcuts={choice.runBeside && 'Control+Enter'}
          onClick={(event) => onChoose((hasMod(event) && choice.runBeside) || choice.run)}
        >
          <ChoiceLine choice={choice} />
        </div>
      ))}
    </div>
  )
}

function ChoiceLine({ choice: { icon, label, hint, state, isOpen, keys } }: { choice: Choice }) {
  const { t } = useTexts()
  return (
    <>
      <span className="palette-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="palette-label">{label}</span>
      {hint && <span className="palette-hint">{hint}</span>}
      {state && (
        <span className="palette-state">
          <StateDot state={state} />
          {t(`state.${state}`)}
        </span>
      )}
      {isOpen && <span className="pill palette-open">{t('palette.open')}</span>}
      {keys && <Kbd keys={keys} />}
    </>
  )
}
