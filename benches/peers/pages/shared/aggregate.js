// The same figures for the tools that only cut a CSV into fields: typed columns, one pass, exact quantiles of each group.

// Quantile of sorted numbers, interpolated between neighbours (type 7).
function quantile(sorted, p) {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  return at === below ? sorted[below] : sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
}

const figures = ({ rows, errors, right, cost }, latencies) => {
  latencies.sort();
  return [rows, errors / rows, quantile(latencies, 0.5), quantile(latencies, 0.95), quantile(latencies, 0.99), right / rows, cost / rows];
};

export class Aggregate {
  rows = 0;
  latency = new Float64Array(1 << 18);
  groupOf = new Uint16Array(1 << 18);
  groups = [];
  days = new Map();
  day = "";
  models = null;

  // Takes the fields of one row, in the order of the file, as text.
  add(row) {
    const group = this.groups[this.groupAt(row[0].slice(0, 10), row[1])];
    if (this.rows === this.latency.length) this.grow();
    this.latency[this.rows] = +row[2];
    this.groupOf[this.rows++] = group.index;
    group.rows++;
    if (row[3] === "error") group.errors++;
    if (row[4] === row[5]) group.right++;
    group.cost += +row[7];
  }

  groupAt(day, model) {
    if (day !== this.day) {
      // A log is nearly in order: the day rarely changes from row to row.
      this.day = day;
      this.models = this.days.get(day) ?? new Map();
      this.days.set(day, this.models);
    }
    let index = this.models.get(model);
    if (index === undefined) {
      index = this.groups.length;
      this.models.set(model, index);
      this.groups.push({ index, day, model, rows: 0, errors: 0, right: 0, cost: 0 });
    }
    return index;
  }

  grow() {
    const [latency, groupOf] = [this.latency, this.groupOf];
    this.latency = new Float64Array(2 * latency.length);
    this.groupOf = new Uint16Array(2 * groupOf.length);
    this.latency.set(latency);
    this.groupOf.set(groupOf);
  }

  finish() {
    const all = { rows: 0, errors: 0, right: 0, cost: 0 };
    let begin = 0;
    const begins = this.groups.map(({ rows }) => (begin += rows) - rows);
    const next = Uint32Array.from(begins);
    const byGroup = new Float64Array(this.rows);
    for (let row = 0; row < this.rows; row++) byGroup[next[this.groupOf[row]]++] = this.latency[row];
    const groups = this.groups.map((group, at) => {
      for (const sum in all) all[sum] += group[sum];
      return [group.day, group.model, ...figures(group, byGroup.subarray(begins[at], begins[at] + group.rows))];
    });
    return { overall: figures(all, this.latency.subarray(0, this.rows)), groups };
  }
}
