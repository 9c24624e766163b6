import Database from 'libsql';
import { v7 as newId } from 'uuid';

/** The table of what was asked and what came of it: a file of SQLite, with a commit of its own for each write. */
export class PeerJournal {
  readonly #database: Database.Database;
  readonly #begin: Database.Statement;
  readonly #end: Database.Statement;

  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.pragma('journal_mode = WAL');
    // After a power cut, what was committed is there.
    this.#database.pragma('synchronous = FULL');
    this.#database.exec(`create table if not exists actions (
      id text primary key,
      requested_at integer not null,
      actor text not null,
      operation text not null,
      input text not null,
      status text not null,
      answer text,
      finished_at integer
    )`);
    // Nobody knows what came of these: the server ended meanwhile.
    this.#database.exec(`update actions set status = 'UNKNOWN' where status = 'PENDING'`);
    this.#begin = this.#database.prepare(
      `insert into actions (id, requested_at, actor, operation, input, status) values (?, ?, ?, ?, ?, 'PENDING')`,
    );
    this.#end = this.#database.prepare(
      'update actions set status = ?, answer = ?, finished_at = ? where id = ?',
    );
  }

  /** Records the intent. Returns the id of the action. */
  begin(actor: string, operation: string, input: object): string {
    const id = newId();
    this.#begin.run(id, Date.now(), actor, operation, JSON.stringify(input));
    return id;
  }

  end(id: string, status: string, answer: object): void {
    this.#end.run(status, JSON.stringify(answer), Date.now(), id);
  }

  close(): void {
    this.#database.close();
  }
}
