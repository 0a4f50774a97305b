import { useEffect, useState } from 'react'
import { paletteName } from '../../../src/lib/look/name.ts'
import { useSentences, useSurroundings } from '../../host/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import { count, dayAndTime } from '../../ui/format.ts'
import { FindPerson, LatestScans, TypeCode } from './Panels.tsx'
import type { Start } from './StartForm.tsx'
import { Tools } from './Tools.tsx'
import { useCamera } from './useCamera.ts'
import type { Figures, Outcome } from './useScans.ts'
import { useScans } from './useScans.ts'
import { useWakeLock } from './useWakeLock.ts'
import { useWedge } from './useWedge.ts'
import { Verdict } from './Verdict.tsx'

export type Panel = 'type' | 'find' | 'latest'

type ScannerProps = { figures: Figures; start: Start; onRestart: () => void }

/** The scanner: the whole screen is the answer to the last scan, and the camera goes on looking all the while. */
export function Scanner({ figures: first, start, onRestart }: ScannerProps) {
  const { t, language } = useSurroundings()
  const { event } = first
  const [panel, setPanel] = useState<Panel | null>(null)
  const scans = useScans({ door: start.door, figures: first, onTone: start.onTone })
  const { outcome, figures, submit } = scans
  const onCode = (code: string) => void submit({ code })
  const camera = useCamera(start.camera, panel !== null, onCode)
  const wedge = useWedge(panel === null, onCode)
  const now = useNow()
  useWakeLock()
  const close = () => setPanel(null)

  return (
    <div className={`door door-${groundOf(outcome)} p-${paletteName(event.id, event.category)}`}>
      <title>{t.door.title(event.name)}</title>
      <header className="door-bar">
        <h1 className="sr">{t.door.title(event.name)}</h1>
        <span>{start.door || t.door.unnamedDoor}</span>
        <time className="num" dateTime={now}>
          {dayAndTime(now, event.timeZone, language)}
        </time>
      </header>
      {wedge.isPaused && (
        <button type="button" className="door-paused" onClick={() => window.focus()}>
          {t.door.paused}
        </button>
      )}
      <main id="main" className="door-main">
        <video
          ref={camera.video}
          className={camera.state === 'on' ? 'door-video' : 'door-video off'}
          aria-label={t.door.viewfinder}
          muted
          playsInline
        />
        <div className="door-answer" role="status" aria-atomic="true">
          <Verdict outcome={outcome} camera={camera.state} zone={event.timeZone} />
        </div>
        <div className="door-acts">
          {outcome && outcome.kind !== 'checking' ? (
            <AfterScan outcome={outcome} onNext={scans.clear} onUndo={scans.undo} onFind={() => setPanel('find')} />
          ) : (
            <Tools camera={camera} onPanel={setPanel} onCode={onCode} onUnread={scans.unread} onRestart={onRestart} />
          )}
          <p className="door-foot num">
            <span>{t.door.inOf(count(figures.counts.admitted, language), count(figures.counts.valid, language))}</span>
            <span>
              {scans.waiting > 0 ? t.door.waiting(scans.waiting) : scans.isOnline ? t.door.online : t.door.noConnection}
            </span>
          </p>
        </div>
      </main>
      <TypeCode open={panel === 'type'} onClose={close} onCode={onCode} />
      <FindPerson
        open={panel === 'find'}
        onClose={close}
        event={event}
        onTicket={(id) => void submit({ ticketId: id })}
      />
      <LatestScans
        open={panel === 'latest'}
        onClose={close}
        figures={figures}
        onUndo={(nonce) => void scans.undo(nonce)}
      />
    </div>
  )
}

type AfterScanProps = {
  outcome: Outcome
  onNext: () => void
  onUndo: (nonce: string) => Promise<void>
  onFind: () => void
}

function AfterScan({ outcome, onNext, onUndo, onFind }: AfterScanProps) {
  const { door } = useSentences()
  const scan = outcome.kind === 'answer' ? outcome.answer.scan : null
  return (
    <>
      <Button big full onClick={onNext}>
        {door.scanNext}
      </Button>
      {scan?.result === 'admitted' ? (
        <Button look="line" big full onClick={() => void onUndo(scan.nonce)}>
          {door.undo}
        </Button>
      ) : (
        <Button look="line" big full onClick={onFind}>
          {door.findPerson}
        </Button>
      )}
    </>
  )
}

/** The ground of the whole screen: the door's colours for answers, and none for what is not known. */
function groundOf(outcome: Outcome | null): 'pass' | 'again' | 'refused' | 'dark' {
  if (outcome?.kind !== 'answer') return 'dark'
  const { result } = outcome.answer.scan
  return result === 'admitted' ? 'pass' : result === 'already_in' ? 'again' : 'refused'
}

const EVERY = 10_000

/** The time, as an instant, kept to within ten seconds. */
function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), EVERY)
    return () => clearInterval(timer)
  }, [])
  return now
}
