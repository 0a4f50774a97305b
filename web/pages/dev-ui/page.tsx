import './dev-ui.css'
import { useState } from 'react'
import { Form, redirect } from 'react-router'
import { Problem } from '../../../src/http/client.ts'
import { PALETTE_NAMES } from '../../../src/lib/look/name.ts'
import { useFailure, useLoaded, useSentences } from '../../host/hooks.ts'
import { act, load, text } from '../../host/page.ts'
import { Button, ButtonLink, Submit } from '../../ui/Button.tsx'
import { ChipButton, ChipChoice, ChipLink } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { CheckField, Field, SelectField, TextField } from '../../ui/Field.tsx'
import { Fitted } from '../../ui/Fitted.tsx'
import { Frame } from '../../ui/Frame.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Money } from '../../ui/Money.tsx'
import { FormProblem, Notice } from '../../ui/Notice.tsx'
import { Poster } from '../../ui/Poster.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { LargeDate, When, ZoneNote } from '../../ui/When.tsx'

const START = '2026-11-28T14:00:00Z'
const END = '2026-11-29T23:00:00Z'
const ZONE = 'Europe/Lisbon'
const HOLD_MILLISECONDS = 461_000

/** The server's clock, so that the countdown has something to count. */
export const loader = load(async () => {
  const now = Date.now()
  return { now: new Date(now).toISOString(), until: new Date(now + HOLD_MILLISECONDS).toISOString() }
})

/** Refuses an address without an at sign, so that a refused form can be seen. */
export const action = act(async ({ form, t }) => {
  const { emailError, stop } = t.devUi.sample
  if (text(form, 'email').includes('@')) return redirect('/dev/ui')
  const fields = { email: emailError }
  throw new Problem({ type: 'about:blank', status: 400, code: 'invalid', title: stop[0], detail: stop[1], fields })
})

/** Every shared component in every state. */
export function Component() {
  const { devUi } = useSentences()
  return (
    <Frame title={devUi.title} palette="music-4">
      <header className="dev-ui-head">
        <h1 className="loud">{devUi.title}</h1>
        <p className="mute">{devUi.lead}</p>
      </header>
      <Names />
      <Posters />
      <Palettes />
      <Buttons />
      <Fields />
      <Lists />
      <Messages />
      <Overlays />
      <Times />
    </Frame>
  )
}

function Names() {
  const { devUi } = useSentences()
  return (
    <section className="shelf">
      <h2>{devUi.names}</h2>
      <div className="name-grid">
        {devUi.sample.names.map((name) => (
          <div className="name-box" key={name}>
            <Fitted as="p" name={name} wide={{ ratio: 0.55, largest: 34 }} />
          </div>
        ))}
      </div>
    </section>
  )
}

function Posters() {
  const { devUi } = useSentences()
  const { sample } = devUi
  const [opera, cities, film] = sample.posters
  const shared = { to: '/dev/ui', time: sample.time, place: sample.place }
  return (
    <section className="shelf">
      <h2>{devUi.posters}</h2>
      <div className="poster-grid">
        <Poster {...shared} id="unfinished-operas-5" category="art" name={opera} price="€12" eager />
        <Poster
          {...shared}
          id="how-cities-hear-3"
          category="talks"
          name={cities}
          price="€5"
          form="flip"
          stamp={sample.stamp}
        />
        <Poster
          {...shared}
          id="silent-loud-10"
          category="film"
          name={film}
          price="€9"
          form="strip-narrow"
          gone
          stamp={sample.out}
        />
        <Poster {...shared} id="tiny-disco" category="family" name={film} price="€9" form="strip" />
      </div>
    </section>
  )
}

function Palettes() {
  const { devUi } = useSentences()
  return (
    <section className="shelf">
      <h2>{devUi.palettes}</h2>
      <ul className="swatches">
        {PALETTE_NAMES.map((name) => (
          <li key={name} className={`swatch p-${name}`}>
            {name}
            <a href="#main">{devUi.accent}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Buttons() {
  const { devUi } = useSentences()
  const { sample } = devUi
  return (
    <section className="shelf">
      <h2>{devUi.buttons}</h2>
      <form action="/dev/ui" className="spread">
        <Submit big>{sample.primary}</Submit>
        <Button>{sample.secondary}</Button>
        <ButtonLink to="/dev/ui" look="line">
          {sample.secondary}
        </ButtonLink>
        <Button look="stop">{sample.danger}</Button>
        <Button disabled>{sample.disabled}</Button>
        <button type="button" className="text-btn">
          {sample.link}
        </button>
      </form>
      <div className="spread on-poster pad">
        <Button>{sample.primary}</Button>
        <Button look="line">{sample.secondary}</Button>
      </div>
    </section>
  )
}

function Fields() {
  const { devUi } = useSentences()
  const { sample } = devUi
  const failure = useFailure()
  const { values, problem } = failure ?? {}
  return (
    <section className="shelf">
      <h2>{devUi.fields}</h2>
      <Form method="post" className="form">
        <FormProblem failure={failure} />
        <div className="pair">
          <Field
            label={sample.name}
            name="name"
            autoComplete="name"
            hint={sample.nameHint}
            defaultValue={values?.name}
          />
          <Field
            label={sample.email}
            name="email"
            autoComplete="email"
            defaultValue={values?.email}
            error={problem?.fields?.email}
          />
        </div>
        <SelectField label={sample.kind} name="kind" choices={sample.kinds.map((kind) => [kind, kind] as const)} />
        <TextField label={sample.story} name="story" optional />
        <Field label={sample.name} name="fixed" disabled defaultValue="Marta" />
        <CheckField label={sample.agree} name="agree" defaultChecked />
        <div>
          <Stepper label={sample.weekend} name="weekend" max={8} initial={2} />
        </div>
        <Submit>{sample.secondary}</Submit>
      </Form>
    </section>
  )
}

function Lists() {
  const { devUi } = useSentences()
  const { sample } = devUi
  const [first, second, third] = sample.chips
  return (
    <section className="shelf">
      <h2>{devUi.lists}</h2>
      <ul className="rows hard">
        <li className="line-item">
          {sample.weekend} <Tag tone="ok">{sample.left}</Tag>
        </li>
        <li className="line-item">
          {sample.weekend} <Tag tone="low">{sample.low}</Tag>
        </li>
        <li className="line-item">
          {sample.weekend} <Tag tone="out">{sample.out}</Tag>
        </li>
      </ul>
      <div className="spread">
        <ChipLink to="/dev/ui" on>
          {first}
        </ChipLink>
        <ChipButton on={false}>{second}</ChipButton>
        <ChipChoice name="price" value="free" defaultChecked>
          {third}
        </ChipChoice>
      </div>
    </section>
  )
}

function Messages() {
  const { devUi } = useSentences()
  const { sample } = devUi
  return (
    <section className="shelf">
      <h2>{devUi.messages}</h2>
      {(['plain', 'ok', 'hold', 'stop'] as const).map((tone) => (
        <Notice key={tone} title={sample[tone][0]} {...(tone === 'plain' ? {} : { tone })}>
          {sample[tone][1]}
        </Notice>
      ))}
      <EmptyState title={sample.empty[0]} action={<Button>{sample.secondary}</Button>}>
        {sample.empty[1]}
      </EmptyState>
    </section>
  )
}

function Overlays() {
  const { devUi, ui } = useSentences()
  const { sample } = devUi
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <section className="shelf">
      <h2>{devUi.overlays}</h2>
      <Tabs
        label={devUi.overlays}
        tabs={sample.days.map((day, index) => ({ key: day, label: day, panel: <p>{sample.dayText[index]}</p> }))}
      />
      <div className="spread">
        <Button onClick={() => setOpen(true)}>{sample.openDialog}</Button>
        <Menu
          label={sample.openMenu}
          items={sample.menuItems.map((item) => ({ key: item, label: item, onSelect: close }))}
        />
      </div>
      <Dialog open={isOpen} title={sample.dialogTitle} onClose={close}>
        <p>{sample.dialogText}</p>
        <div className="dialog-acts">
          <Button look="stop" onClick={close}>
            {sample.danger}
          </Button>
          <Button look="line" onClick={close}>
            {ui.close}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}

function Times() {
  const { devUi } = useSentences()
  const { now, until } = useLoaded<typeof loader>()
  return (
    <section className="shelf">
      <h2>{devUi.times}</h2>
      <div className="on-poster pad">
        <LargeDate start={START} end={END} zone={ZONE} />
      </div>
      <p>
        <When start={START} end={END} zone={ZONE} />
      </p>
      <p className="mute">
        <ZoneNote start={START} zone={ZONE} />
      </p>
      <p className="huge">
        <Countdown until={until} now={now} />
      </p>
      <dl className="facts-list">
        <dt>{devUi.sample.sold}</dt>
        <dd>
          <Money amount={12180} currency="EUR" />
        </dd>
        <dt>{devUi.sample.taken}</dt>
        <dd>
          <Money amount={0} currency="EUR" free />
        </dd>
      </dl>
    </section>
  )
}
