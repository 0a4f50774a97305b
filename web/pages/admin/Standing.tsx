import { useSentences } from '../../host/hooks.ts'
import { Tag } from '../../ui/Tag.tsx'

type StandingProps = { person: { bannedAt: string | null; administrator: boolean; emailVerified: boolean } }

/** What is out of the ordinary about somebody's account. */
export function Standing({ person: { bannedAt, administrator, emailVerified } }: StandingProps) {
  const { admin } = useSentences()
  return (
    <>
      {bannedAt && <Tag tone="out">{admin.banned}</Tag>} {administrator && <Tag tone="ok">{admin.administrator}</Tag>}{' '}
      {!emailVerified && <Tag tone="low">{admin.unconfirmed}</Tag>}
    </>
  )
}
