import { useSearchParams } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import { ButtonLink } from '../../ui/Button.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { commissionInWords } from '../studio-fees/words.ts'
import type { Agreed } from './page.tsx'

/** One organization: what it pays the platform, and where its money goes. */
export function AgreedRow({
  agreed: { id, name, inForce, own, stripeAccount, suspendedAt, suspensionReason },
}: {
  agreed: Agreed
}) {
  const { t, language } = useSurroundings()
  const { admin: words, fees } = t.money
  const [query] = useSearchParams()
  const edit = new URLSearchParams(query)
  edit.delete('done')
  edit.set('edit', id)
  const commission = commissionInWords(inForce, t, language)
  const isOwn = Object.values(own).some((term) => term !== null)
  return (
    <div className="money-rate">
      <div>
        <h3>{name}</h3>
        <p className="studio-facts num">
          <span>{commission ? `${commission}, ${words.paidByEach[inForce.paidBy]}` : words.noCommission}</span>
          {suspendedAt && <Tag tone="out">{t.admin.suspended}</Tag>}
          {isOwn && <Tag>{words.ownTerms}</Tag>}
          {stripeAccount && <span className="mute">{words.accountOf(stripeAccount)}</span>}
        </p>
        {suspendedAt && <p className="mute">{t.admin.suspendedSince(suspensionReason)}</p>}
      </div>
      <ButtonLink look="line" to={`?${edit}`} aria-label={fees.editName(name)}>
        {fees.edit}
      </ButtonLink>
    </div>
  )
}
