import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { FastifyBaseLogger } from 'fastify';

type Done = Parameters<SpanExporter['export']>[1];

/** Logs once when the export of spans begins to fail, and once when it succeeds again. */
export class LoggedExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #log: FastifyBaseLogger;
  #failing = false;

  constructor(exporter: SpanExporter, log: FastifyBaseLogger) {
    this.#exporter = exporter;
    this.#log = log;
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#exporter.export(spans, (result) => {
      // In the SDK's codes, 0 is success.
      const failing = result.code !== 0;
      if (failing && !this.#failing) {
        this.#log.warn(
          { reason: result.error?.message },
          'the collector of traces does not take spans: they are lost',
        );
      }
      if (!failing && this.#failing) this.#log.info('the collector of traces takes spans again');
      this.#failing = failing;
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
