/** How an answer sounds and feels: heard in a queue without looking. */
export type Tone = 'pass' | 'again' | 'refused' | 'unknown'

/** Notes as [hertz, seconds], and vibration as milliseconds on and off. */
const SIGNALS: Record<Tone, { notes: readonly (readonly [number, number])[]; buzz: number[] }> = {
  pass: {
    notes: [
      [880, 0.09],
      [1320, 0.14],
    ],
    buzz: [60],
  },
  again: {
    notes: [
      [520, 0.12],
      [520, 0.16],
    ],
    buzz: [80, 80, 80],
  },
  refused: { notes: [[170, 0.4]], buzz: [350] },
  unknown: { notes: [[330, 0.2]], buzz: [120, 60, 120] },
}

/** Loud enough for a door, below where small speakers crackle. */
const LOUDNESS = 0.25

/** Gives signals. Made in the handler of a press, because browsers let no page sound before one. */
export function makeSignals(): (tone: Tone) => void {
  const audio = new AudioContext()
  return (tone) => {
    const { notes, buzz } = SIGNALS[tone]
    navigator.vibrate?.(buzz)
    let at = audio.currentTime
    for (const [hertz, seconds] of notes) {
      play(audio, hertz, at, seconds)
      at += seconds + 0.03
    }
  }
}

function play(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = audio.createOscillator()
  const gain = audio.createGain()
  oscillator.type = 'square'
  oscillator.frequency.value = hertz
  gain.gain.setValueAtTime(LOUDNESS, at)
  gain.gain.exponentialRampToValueAtTime(0.001, at + seconds)
  oscillator.connect(gain).connect(audio.destination)
  oscillator.start(at)
  oscillator.stop(at + seconds)
}
