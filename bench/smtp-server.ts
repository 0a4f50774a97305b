import { ready } from './child.ts'
import { mailSink } from './mail-sink.ts'

/** The mail server of a bench, in a process of its own. */
const sink = await mailSink()
ready(sink.port, {}, async () => sink.close())
