/**
 * Determines what SQLite will find in a write-ahead log, and what it will silently drop.
 *
 * SQLite reads a log up to the first frame with a wrong checksum. It takes the rest for an unfinished transaction,
 * which is what a power cut leaves. But the gateway syncs each transaction before it begins the next. So if a frame
 * follows the end of an unreadable transaction, that transaction was once on the disk, and the log is damaged. The same
 * holds if the log's index counts frames as committed that cannot be read.
 *
 * https://sqlite.org/fileformat2.html#walformat, https://sqlite.org/walformat.html
 */

export interface WalSource {
  size: number;
  read(position: number, length: number): Uint8Array<ArrayBuffer>;
}

export interface WalState {
  /** The number of transactions that SQLite will find. */
  readable: number;
  /** The number of frames of an unfinished transaction after them. */
  unfinished: number;
  /** Undefined: no committed transaction is missing. */
  damage?: {
    /** The least number of transactions that cannot be read. */
    transactions: number;
  };
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;
const FRAMES_AT_ONCE = 256;

const WHOLE: WalState = { readable: 0, unfinished: 0 };

/**
 * `index`: the first bytes of the `-shm` file, as the last process with the log open left it. Undefined: there is no
 * such file.
 */
export function readWal(wal: WalSource, index?: Uint8Array<ArrayBuffer>): WalState {
  if (wal.size <= HEADER_BYTES) {
    return index && countsMoreThanIsInDatabase(index) ? { ...WHOLE, damage: { transactions: 1 } } : WHOLE;
  }
  const header = readHeader(wal.read(0, HEADER_BYTES));
  if (!header) return isEmpty(wal) ? WHOLE : { ...WHOLE, damage: { transactions: 1 } };
  const found = new FoundFrames(header);
  const frameBytes = FRAME_HEADER_BYTES + header.pageSize;
  const frames = Math.floor((wal.size - HEADER_BYTES) / frameBytes);
  for (let first = 0; first < frames; first += FRAMES_AT_ONCE) {
    const count = Math.min(FRAMES_AT_ONCE, frames - first);
    const bytes = wal.read(HEADER_BYTES + first * frameBytes, count * frameBytes);
    for (let offset = 0; offset < bytes.length; offset += frameBytes) {
      found.add(new DataView(bytes.buffer, bytes.byteOffset + offset, frameBytes));
    }
  }
  return found.state(index && committedFrames(index, header));
}

interface WalHeader {
  littleEndian: boolean;
  pageSize: number;
  salts: readonly [number, number];
  sum: Checksum;
}

type Checksum = readonly [number, number];

function readHeader(bytes: Uint8Array<ArrayBuffer>): WalHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const magic = view.getUint32(0);
  const pageSize = view.getUint32(8);
  if (magic >>> 1 !== MAGIC >>> 1 || view.getUint32(4) !== VERSION) return undefined;
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined;
  const littleEndian = magic === MAGIC;
  const sum = checksum(view, 0, 24, [0, 0], littleEndian);
  if (sum[0] !== view.getInt32(24) || sum[1] !== view.getInt32(28)) return undefined;
  return { littleEndian, pageSize, salts: [view.getInt32(16), view.getInt32(20)], sum };
}

/** Checks the frames from the first to the last. */
class FoundFrames {
  readonly #header: WalHeader;
  #sum: Checksum;
  #frames = 0;
  /** The number of frames before the first one that SQLite cannot read. */
  #readable = 0;
  /** The number of frames up to the end of the last readable transaction, and the number of readable transactions. */
  #committed = 0;
  #transactions = 0;
  #broken = false;
  /**
   * After the first unreadable frame: the number of the last frame of this round of the log, and the number of ends of
   * transactions.
   */
  #last = 0;
  #lostEnds = 0;
  #goesOn = false;

  constructor(header: WalHeader) {
    this.#header = header;
    this.#sum = header.sum;
  }

  add(frame: DataView): void {
    this.#frames++;
    const { salts } = this.#header;
    const isCurrent = frame.getInt32(8) === salts[0] && frame.getInt32(12) === salts[1];
    const isEnd = frame.getUint32(4) !== 0;
    this.#broken ||= !isCurrent || !this.#continues(frame);
    if (!this.#broken) {
      this.#readable = this.#frames;
      if (!isEnd) return;
      this.#committed = this.#frames;
      this.#transactions++;
    } else if (isCurrent) {
      this.#last = this.#frames;
      this.#goesOn ||= this.#lostEnds > 0;
      if (isEnd) this.#lostEnds++;
    }
    // Any other frame is from an earlier round: once the whole log is in the database, SQLite writes over it from the
    // start.
  }

  /** `counted`: the number of frames that the log's index counts as committed. */
  state(counted = 0): WalState {
    const readable = this.#transactions;
    if (this.#goesOn || counted > this.#committed) {
      return { readable, unfinished: 0, damage: { transactions: Math.max(1, this.#lostEnds) } };
    }
    return { readable, unfinished: Math.max(this.#readable, this.#last) - this.#committed };
  }

  /** Whether the frame's checksum continues that of all frames before it. */
  #continues(frame: DataView): boolean {
    const { littleEndian } = this.#header;
    const head = checksum(frame, 0, 8, this.#sum, littleEndian);
    this.#sum = checksum(frame, FRAME_HEADER_BYTES, frame.byteLength, head, littleEndian);
    return this.#sum[0] === frame.getInt32(16) && this.#sum[1] === frame.getInt32(20);
  }
}

const INDEX_HEADER_BYTES = 48;

interface IndexHeader {
  /** The number of committed frames. */
  committed: number;
  salts: readonly [number, number];
  littleEndian: boolean;
}

/** The index has two headers. They differ only if a process was writing them. */
function indexHeaders(index: Uint8Array<ArrayBuffer>): IndexHeader[] {
  return [0, INDEX_HEADER_BYTES].flatMap((start) => {
    if (index.length < start + INDEX_HEADER_BYTES) return [];
    const header = new DataView(index.buffer, index.byteOffset + start, INDEX_HEADER_BYTES);
    // Fields have the byte order of the machine that wrote them, except for the salts.
    const littleEndian = header.getUint32(0, true) === VERSION;
    if (header.getUint32(0, littleEndian) !== VERSION) return [];
    const [first, second] = checksum(header, 0, 40, [0, 0], littleEndian);
    if (first !== header.getInt32(40, littleEndian) || second !== header.getInt32(44, littleEndian))
      return [];
    const committed = header.getUint32(16, littleEndian);
    return [{ committed, salts: [header.getInt32(32), header.getInt32(36)], littleEndian } as const];
  });
}

/** Undefined: the index belongs to another round of the log. */
function committedFrames(index: Uint8Array<ArrayBuffer>, { salts }: WalHeader): number | undefined {
  const headers = indexHeaders(index).filter(
    (header) => header.salts[0] === salts[0] && header.salts[1] === salts[1],
  );
  return headers.length > 0 ? Math.max(...headers.map(({ committed }) => committed)) : undefined;
}

/** Whether the index counts committed frames that were not copied into the database. It is for a log without frames. */
function countsMoreThanIsInDatabase(index: Uint8Array<ArrayBuffer>): boolean {
  const position = 2 * INDEX_HEADER_BYTES;
  if (index.length < position + 4) return false;
  const view = new DataView(index.buffer, index.byteOffset, index.length);
  return indexHeaders(index).some(
    ({ committed, littleEndian }) => committed > view.getUint32(position, littleEndian),
  );
}

function checksum(
  view: DataView,
  from: number,
  to: number,
  before: Checksum,
  littleEndian: boolean,
): Checksum {
  let [first, second] = before;
  for (let offset = from; offset < to; offset += 8) {
    first = (first + view.getInt32(offset, littleEndian) + second) | 0;
    second = (second + view.getInt32(offset + 4, littleEndian) + first) | 0;
  }
  return [first, second];
}

/** Whether the log holds only zeros. A file system may leave it so if the power is cut after it reserved the space. */
function isEmpty(wal: WalSource): boolean {
  const bytesAtOnce = 1024 * 1024;
  for (let position = 0; position < wal.size; position += bytesAtOnce) {
    const length = Math.min(bytesAtOnce, wal.size - position);
    if (wal.read(position, length).some((byte) => byte !== 0)) return false;
  }
  return true;
}
