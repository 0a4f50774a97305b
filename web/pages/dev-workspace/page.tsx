import { paletteName } from '../../../src/lib/look/name.ts'
import { useSentences } from '../../host/hooks.ts'
import { Art } from '../../ui/Art.tsx'
import { Button, ButtonLink } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Workspace } from '../../ui/Workspace.tsx'

const ID = 'loose-wires-26'

/** The frame of workspaces, beside the other components. */
export function Component() {
  const { devUi } = useSentences()
  const { sample } = devUi
  const sections = [
    { to: '/dev/ui', label: devUi.title, end: true },
    { to: '/dev/ui/workspace', label: sample.weekend, count: '412' },
  ]
  const acts = (
    <>
      <ButtonLink to="/dev/ui" look="line">
        {sample.secondary}
      </ButtonLink>
      <Button>{sample.primary}</Button>
    </>
  )
  const art = <Art seed={ID} category="music" size={[640, 420]} eager />
  return (
    <Workspace
      title={sample.names[1]}
      palette={paletteName(ID, 'music')}
      note={sample.place}
      sections={sections}
      art={art}
      acts={acts}
    >
      <EmptyState title={sample.empty[0]}>{sample.empty[1]}</EmptyState>
    </Workspace>
  )
}
