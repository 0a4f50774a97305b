import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { Form } from 'react-router'
import { useFailure, useLoaded, useSentences, useSurroundings } from '../../host/hooks.ts'
import { Button, ButtonLink, Submit } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { count } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Money } from '../../ui/Money.tsx'
import { FormProblem } from '../../ui/Notice.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { KeepBack } from './KeepBack.tsx'
import type { loader, TicketType } from './page.tsx'

type TicketRowProps = { type: TicketType; mayEdit: boolean; isFirst: boolean; isLast: boolean }

const TONES = { on_sale: 'ok', not_yet: 'low', ended: 'out', paused: 'out' } as const

/** One ticket type: what it is, what it costs, how it sells, and what can be done with it. */
export function TicketRow({ type, mayEdit, isFirst, isLast }: TicketRowProps) {
  const { t, language } = useSurroundings()
  const { tickets: words } = t.studio
  const { currency } = useLoaded<typeof loader>().tickets
  const { name, description, price, sold, held, blocked, blockReason, quantity, saleState } = type
  const number = (value: number) => count(value, language)
  return (
    <div className="studio-ticket">
      <div>
        <h3>{name}</h3>
        {description && <p className="mute">{description}</p>}
        <p className="studio-facts num">
          <Tag tone={TONES[saleState]}>{words.states[saleState]}</Tag>
          <span>
            {quantity === null ? words.soldCount(number(sold)) : words.soldOf(number(sold), number(quantity))}
          </span>
          {held > 0 && <span className="mute">{words.heldCount(number(held))}</span>}
          {blocked > 0 && <span className="mute">{words.keptBack(number(blocked), blockReason)}</span>}
        </p>
      </div>
      <p className="studio-price">
        <Money amount={price} currency={currency} free />
      </p>
      {mayEdit && (
        <div className="studio-acts">
          <ButtonLink look="line" to={`?edit=${type.id}`} aria-label={words.editName(name)}>
            {words.edit}
          </ButtonLink>
          <OnSale type={type} />
          {sold + held === 0 && <Delete type={type} />}
          {!(isFirst && isLast) && <Moves type={type} isFirst={isFirst} isLast={isLast} />}
        </div>
      )}
      {mayEdit && (quantity !== null || blocked > 0) && <KeepBack type={type} blocked={blocked} reason={blockReason} />}
    </div>
  )
}

function OnSale({ type: { id, onSale } }: { type: TicketType }) {
  const { tickets: words } = useSentences().studio
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="on-sale" />
      <input type="hidden" name="onSale" value={onSale ? 'no' : 'yes'} />
      <Submit look="line" name="ticketTypeId" value={id}>
        {onSale ? words.takeOff : words.putOn}
      </Submit>
    </Form>
  )
}

function Delete({ type: { id, name } }: { type: TicketType }) {
  const { tickets: words } = useSentences().studio
  const failure = useFailure('delete')
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      {failure?.values.ticketTypeId === id && <FormProblem failure={failure} />}
      <Button look="stop" onClick={() => setAsking(true)}>
        {words.delete}
      </Button>
      <Dialog open={isAsking} title={words.deleteAsk(name)} onClose={() => setAsking(false)}>
        <p>{words.deleteText}</p>
        <Form method="post" className="dialog-acts" onSubmit={() => setAsking(false)}>
          <input type="hidden" name="ticketTypeId" value={id} />
          <Submit look="stop" name="intent" value="delete">
            {words.delete}
          </Submit>
          <Button look="line" onClick={() => setAsking(false)}>
            {words.cancel}
          </Button>
        </Form>
      </Dialog>
    </>
  )
}

function Moves({ type: { id, name }, isFirst, isLast }: Pick<TicketRowProps, 'type' | 'isFirst' | 'isLast'>) {
  const { tickets: words } = useSentences().studio
  return (
    <Form method="post" className="studio-moves">
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="ticketTypeId" value={id} />
      <Button type="submit" look="line" name="by" value="up" disabled={isFirst} aria-label={words.up(name)}>
        <Icon of={ArrowUp} />
      </Button>
      <Button type="submit" look="line" name="by" value="down" disabled={isLast} aria-label={words.down(name)}>
        <Icon of={ArrowDown} />
      </Button>
    </Form>
  )
}
