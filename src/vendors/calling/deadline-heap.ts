export interface HasDeadline {
  readonly deadline: number;
  /** The item's position in the heap. Only the heap sets it. */
  heapIndex: number;
}

/** Finds the earliest of many deadlines. Adding or removing an item costs O(log n). */
export class DeadlineHeap<T extends HasDeadline> {
  readonly #items: T[] = [];

  get earliest(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#rise(item, this.#items.length);
  }

  remove(item: T): void {
    const last = this.#items.pop();
    if (!last || last === item) return;
    const parent = this.#items[(item.heapIndex - 1) >> 1];
    if (parent && last.deadline < parent.deadline) this.#rise(last, item.heapIndex);
    else this.#sink(last, item.heapIndex);
  }

  #rise(item: T, from: number): void {
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#items[parentIndex];
      if (!parent || parent.deadline <= item.deadline) break;
      this.#put(parent, index);
      index = parentIndex;
    }
    this.#put(item, index);
  }

  #sink(item: T, from: number): void {
    let index = from;
    for (;;) {
      const leftIndex = 2 * index + 1;
      const left = this.#items[leftIndex];
      const right = this.#items[leftIndex + 1];
      const [child, childIndex] =
        right && left && right.deadline < left.deadline ? [right, leftIndex + 1] : [left, leftIndex];
      if (!child || item.deadline <= child.deadline) break;
      this.#put(child, index);
      index = childIndex;
    }
    this.#put(item, index);
  }

  #put(item: T, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }
}
