import type { RefObject } from 'react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { pictureTaker } from './picture.ts'
import type { ReadPicture } from './reader.ts'
import type { Sightings } from './sighting.ts'
import { see } from './sighting.ts'

/** What the camera does, or why it does not. */
export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'missing' | 'busy' | 'insecure' | 'unreadable'

export type Camera = {
  video: RefObject<HTMLVideoElement | null>
  state: CameraState
  /** Null where the camera has no light. */
  light: { isOn: boolean; toggle: () => void } | null
}

const BETWEEN_FRAMES = 100

/**
 * Reads QR codes from the camera while `isOn`, and tells each showing of a code once. A frame that cannot be read, or a code
 * that is no ticket, does not stop it. While `isPaused` it looks on but tells nothing.
 */
export function useCamera(isOn: boolean, isPaused: boolean, onCode: (code: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>(isOn ? 'starting' : 'off')
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  const onShown = useEffectEvent((code: string) => {
    if (!isPaused) onCode(code)
  })

  useEffect(() => {
    if (!isOn) return
    const stopping = new AbortController()
    const { signal } = stopping
    const onTrack = (found: MediaStreamTrack) => {
      found.addEventListener('ended', () => setState('busy'), { signal })
      setTrack(found)
    }
    start(video, signal, onTrack)
      .then((read) => {
        if (signal.aborted) return
        setState('on')
        return watch(video, read, signal, onShown)
      })
      .catch((error) => {
        if (!signal.aborted) setState(stateOf(error))
        stopping.abort()
      })
    return () => {
      stopping.abort()
      setTrack(null)
    }
  }, [isOn])

  return { video, state, light: useLight(track) }
}

/** Starts camera and reader side by side; resolves with the reader once pictures come. */
async function start(
  video: RefObject<HTMLVideoElement | null>,
  signal: AbortSignal,
  onTrack: (track: MediaStreamTrack) => void,
): Promise<ReadPicture> {
  if (!navigator.mediaDevices) throw new CameraError('insecure')
  const reader = import('./reader.ts').then(({ loadReader }) => loadReader())
  const wish = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
  const [stream, read] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: wish, audio: false }).then((stream) => {
      const stop = () => {
        for (const track of stream.getTracks()) track.stop()
      }
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop)
      return stream
    }),
    reader.catch(() => {
      throw new CameraError('unreadable')
    }),
  ])
  const [track] = stream.getVideoTracks()
  if (!video.current || !track || signal.aborted) return read
  onTrack(track)
  video.current.srcObject = stream
  await video.current.play()
  return read
}

async function watch(
  video: RefObject<HTMLVideoElement | null>,
  read: ReadPicture,
  signal: AbortSignal,
  onShown: (code: string) => void,
): Promise<void> {
  const take = pictureTaker()
  let seen: Sightings = new Map()
  while (!signal.aborted) {
    const picture = video.current && take(video.current)
    const code = picture && (await read(picture).catch(() => null))
    const next = see(seen, code, performance.now())
    seen = next.seen
    if (next.isNew && code && !signal.aborted) onShown(code)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_FRAMES))
  }
}

class CameraError extends Error {
  readonly state: CameraState
  constructor(state: CameraState) {
    super(state)
    this.state = state
  }
}

/** The names are those of getUserMedia (W3C Media Capture and Streams §10.3). */
function stateOf(error: unknown): CameraState {
  if (error instanceof CameraError) return error.state
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

/** The light beside the lens, which few type definitions know of (W3C MediaStream Image Capture). */
type WithTorch = { torch?: boolean }

function useLight(track: MediaStreamTrack | null): Camera['light'] {
  const [isOn, setIsOn] = useState(false)
  const capabilities = track?.getCapabilities?.() as WithTorch | undefined
  if (!track || !capabilities?.torch) return null
  return {
    isOn,
    toggle: () => {
      const wish = { advanced: [{ torch: !isOn } as MediaTrackConstraintSet] }
      track.applyConstraints(wish).then(
        () => setIsOn(!isOn),
        () => setIsOn(false),
      )
    },
  }
}
