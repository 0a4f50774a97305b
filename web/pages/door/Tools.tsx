import { Camera as CameraIcon, Flashlight, History, Keyboard, Search } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { useSentences } from '../../host/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { pictureTaker } from './picture.ts'
import type { Panel } from './Scanner.tsx'
import type { Camera, CameraState } from './useCamera.ts'

type ToolsProps = {
  camera: Camera
  onPanel: (panel: Panel) => void
  onCode: (code: string) => void
  onUnread: () => void
  onRestart: () => void
}

const FAILED: readonly CameraState[] = ['denied', 'missing', 'busy', 'insecure', 'unreadable']

/** The ways to a ticket beside the camera and a keyboard scanner. */
export function Tools({ camera, onPanel, onCode, onUnread, onRestart }: ToolsProps) {
  const { door } = useSentences()
  const readPhoto = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    const code = file && (await codeIn(file).catch(() => null))
    if (code) onCode(code)
    else if (file) onUnread()
  }
  return (
    <>
      {FAILED.includes(camera.state) && (
        <Button full big onClick={onRestart}>
          {door.startAgain}
        </Button>
      )}
      <div className="door-tools">
        {camera.light && (
          <Button look="line" aria-pressed={camera.light.isOn} onClick={camera.light.toggle}>
            <Icon of={Flashlight} />
            {door.light}
          </Button>
        )}
        <label className="btn line door-photo">
          <input type="file" accept="image/*" capture="environment" onChange={readPhoto} />
          <Icon of={CameraIcon} />
          {door.photo}
        </label>
        <Button look="line" onClick={() => onPanel('type')}>
          <Icon of={Keyboard} />
          {door.typeCode}
        </Button>
        <Button look="line" onClick={() => onPanel('find')}>
          <Icon of={Search} />
          {door.findPerson}
        </Button>
        <Button look="line" onClick={() => onPanel('latest')}>
          <Icon of={History} />
          {door.latest}
        </Button>
      </div>
    </>
  )
}

/** The code in a photo, upright as the phone held it. */
async function codeIn(file: File): Promise<string | null> {
  const [{ loadReader }, bitmap] = await Promise.all([import('./reader.ts'), createImageBitmap(file)])
  const read = await loadReader()
  const picture = pictureTaker()(bitmap)
  return picture && read(picture)
}
