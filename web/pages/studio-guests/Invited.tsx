import { useSearchParams } from 'react-router'
import { useSurroundings } from '../../host/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'

/** What became of the list that was just sent, by the address it led to. */
export function Invited() {
  const { invite } = useSurroundings().t.guests
  const [query] = useSearchParams()
  const [invited, already, unwanted] = ['invited', 'already', 'unwanted'].map((name) => Number(query.get(name) ?? 0))
  if (!query.has('invited')) return null
  return (
    <div role="status" className="studio-happened">
      <Notice tone={invited ? 'ok' : 'info'} title={invite.done(invited ?? 0)}>
        {already ? <p>{invite.already(already)}</p> : null}
        {unwanted ? <p>{invite.unwanted(unwanted)}</p> : null}
      </Notice>
    </div>
  )
}
