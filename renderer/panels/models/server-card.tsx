import { CircleAlert, Cloud } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { serverAddress } from '#preload/contract/server-address.ts'
import type { ServerState } from '#preload/contract/server.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { type NamedServer, type ServerDeeds, useServer } from './use-server.ts'
import './server-card.css'

/** A server that completes in the place of a model on this computer: off until the author names one, and told what is sent there before. */
export function ServerCard({ isShown }: { isShown: boolean }) {
  const { t } = useTexts()
  const deeds = useServer(isShown)
  const used = useSelected(useHost().engine, (engine) => engine?.server)
  const [opened, setOpened] = useState<boolean | null>(null)
  const { state } = deeds
  const isOpen = opened ?? used !== undefined
  return (
    <details className="models-server" open={isOpen} onToggle={({ currentTarget }) => currentTarget.open !== isOpen && setOpened(currentTarget.open)}>
      <summary>{t('server.title')}</summary>
      {used && state && <InUse host={used.host} isPlain={used.isPlain} onLeave={() => setOpened(true)} {...{ state, deeds }} />}
      <p className="server-warning">
        <CircleAlert aria-hidden="true" />
        <span>{t('server.warning')}</span>
      </p>
      {state && <ServerForm key={`${state.address} ${state.model}`} {...{ state, deeds }} />}
    </details>
  )
}

interface InUseProps {
  readonly host: string
  readonly isPlain: boolean
  readonly state: ServerState
  readonly deeds: ServerDeeds
  readonly onLeave: () => void
}

function InUse({ host, isPlain, state, deeds, onLeave }: InUseProps) {
  const { t, language } = useTexts()
  const leave = () => {
    onLeave()
    void deeds.leave()
  }
  return (
    <div className="server-used" role="status">
      <p>
        <Cloud aria-hidden="true" />
        <strong>{t('status.server', { host })}</strong>
        <span>{state.model}</span>
        <Button disabled={deeds.busy !== null} onClick={leave}>
          {t('server.leave')}
        </Button>
      </p>
      {isPlain && <p className="server-problem">{t('server.plain')}</p>}
      {state.problem && <p className="server-problem">{problemSentence(language, state.problem)}</p>}
    </div>
  )
}

function ServerForm({ state, deeds }: { state: ServerState; deeds: ServerDeeds }) {
  const { t } = useTexts()
  const [named, setNamed] = useState<NamedServer>({ address: state.address ?? '', model: state.model, key: '', acceptsPlain: false })
  const { busy, trial, refusal } = deeds
  const address = serverAddress(named.address)
  const isPlain = 'kind' in address && address.kind === 'private'
  const isWhole = 'kind' in address && (!isPlain || named.acceptsPlain) && named.model.trim() !== '' && busy === null
  const change = (part: Partial<NamedServer>) => {
    deeds.begin()
    setNamed((now) => ({ ...now, ...part }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole) void deeds.try(named)
  }
  return (
    <form className="server-form" onSubmit={submit}>
      <Field
        label={t('server.address')}
        value={named.address}
        placeholder={t('server.address-example')}
        onChange={(value) => change({ address: value, acceptsPlain: false })}
      >
        {named.address.trim() !== '' && 'fault' in address && t(`server.fault-${address.fault}`)}
      </Field>
      <Field label={t('server.model')} value={named.model} placeholder={t('server.model-example')} onChange={(model) => change({ model })} />
      <Field
        label={t('server.key')}
        type="password"
        value={named.key}
        placeholder={state.hasKey && state.address === named.address ? t('server.key-kept') : ''}
        onChange={(key) => change({ key })}
      />
      {isPlain && (
        <label className="server-plain">
          <input type="checkbox" checked={named.acceptsPlain} onChange={({ target }) => change({ acceptsPlain: target.checked })} />
          {t('server.accept-plain')}
        </label>
      )}
      <div className="server-buttons">
        <Button type="submit" disabled={!isWhole}>
          {t(busy === 'try' ? 'server.trying' : 'server.try')}
        </Button>
        <Button kind="go" disabled={!isWhole} onClick={() => void deeds.use(named)}>
          {t('server.use')}
        </Button>
        {state.address !== null && (
          <Button kind="quiet" disabled={busy !== null} onClick={() => void deeds.forget()}>
            {t('server.forget')}
          </Button>
        )}
      </div>
      <p className="server-said" role="status">
        {trial && t('server.tried', { opening: trial.opening, text: trial.text || '…', ms: trial.ms })}
        {trial && !trial.tellsLikelihoods && ` ${t('server.unsure')}`}
      </p>
      <p className="server-problem" role="alert">
        {refusal}
      </p>
    </form>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly type?: 'text' | 'password'
  readonly onChange: (value: string) => void
  /** What is wrong with it. */
  readonly children?: React.ReactNode
}

function Field({ label, value, placeholder, type = 'text', onChange, children }: FieldProps) {
  const id = useId()
  return (
    <div className="server-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="field field-path"
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-wrong`}
        {...{ type, value, placeholder }}
        onChange={({ target }) => onChange(target.value)}
      />
      <small id={`${id}-wrong`}>{children}</small>
    </div>
  )
}
