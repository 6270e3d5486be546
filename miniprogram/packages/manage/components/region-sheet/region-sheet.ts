import type { Area } from '../../../../../typings/index';
import type { Tap } from '../../../../utils/events';
import { areaLabel } from '../../utils/freight-form';
import { regionsOf } from '../../utils/regions';

interface Row {
  name: string;
  at: number;
  checked: boolean;
  /** Some of what lies in it is chosen. */
  partly: boolean;
  /** Belongs to another group, or to a region that is chosen as a whole. */
  taken: boolean;
  deep: boolean;
}

/** Kept beside the data: no template binds it. */
interface Kept {
  picked: Area[];
  path: Area[];
}

const same = (one: Area, other: Area): boolean => areaLabel(one) === areaLabel(other);
const within = (inner: Area, outer: Area): boolean =>
  inner.provinceName === outer.provinceName &&
  (outer.cityName === undefined || inner.cityName === outer.cityName) &&
  (outer.countyName === undefined || inner.countyName === outer.countyName);

/** Chooses provinces, cities or districts. Sends `pick` {areas} and `close`. A region as a whole takes the place of its parts. */
Component({
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '选择地区' },
    /** Area[] */
    chosen: { type: Array, value: [] as Record<string, unknown>[] },
    /** Area[]: of other groups; they cannot be chosen a second time. */
    taken: { type: Array, value: [] as Record<string, unknown>[] },
  },
  data: { rows: [] as Row[], trail: '全国', deep: false, count: 0 },
  observers: {
    show(show: boolean) {
      if (!show) return;
      const kept = this as unknown as Kept;
      kept.picked = [...(this.data.chosen as unknown as Area[])];
      kept.path = [];
      this.paint();
    },
  },
  methods: {
    paint() {
      const { picked, path } = this as unknown as Kept;
      const parent = path[path.length - 1] ?? null;
      const taken = this.data.taken as unknown as Area[];
      const rows = regionsOf(parent).map(({ name, deep, ...area }, at): Row => {
        const checked = picked.some((one) => within(area, one));
        return {
          ...{ name, at, deep, checked },
          partly: !checked && picked.some((one) => within(one, area)),
          taken: taken.some((one) => same(one, area)),
        };
      });
      this.setData({ rows, deep: path.length > 0, trail: parent ? areaLabel(parent) : '全国', count: picked.length });
    },
    areaAt(at: number): Area {
      const { path } = this as unknown as Kept;
      const { name: _name, deep: _deep, ...area } = regionsOf(path[path.length - 1] ?? null)[at]!;
      return area;
    },
    onCheck(event: Tap<{ at: number }>) {
      const kept = this as unknown as Kept;
      const at = Number(event.currentTarget.dataset.at);
      const area = this.areaAt(at);
      const row = this.data.rows[at];
      if (!row || row.taken) return;
      if (!row.checked) kept.picked = [...kept.picked.filter((one) => !within(one, area)), area];
      else if (kept.picked.some((one) => same(one, area))) kept.picked = kept.picked.filter((one) => !same(one, area));
      else kept.picked = this.without(area);
      this.paint();
    },
    /** The whole around it is chosen: its other parts stay so. */
    without(area: Area): Area[] {
      const { picked } = this as unknown as Kept;
      const whole = picked.find((one) => within(area, one));
      if (!whole) return picked;
      const parts: Area[] = [];
      const split = (parent: Area) => {
        for (const { name: _name, deep: _deep, ...part } of regionsOf(parent)) {
          if (same(part, area)) continue;
          if (within(area, part)) split(part);
          else parts.push(part);
        }
      };
      split(whole);
      return [...picked.filter((one) => one !== whole), ...parts];
    },
    onInto(event: Tap<{ at: number }>) {
      const kept = this as unknown as Kept;
      const at = Number(event.currentTarget.dataset.at);
      if (!this.data.rows[at]?.deep) return;
      kept.path = [...kept.path, this.areaAt(at)];
      this.paint();
    },
    onUp() {
      const kept = this as unknown as Kept;
      kept.path = kept.path.slice(0, -1);
      this.paint();
    },
    onClear() {
      (this as unknown as Kept).picked = [];
      this.paint();
    },
    onDone() {
      this.triggerEvent('pick', { areas: (this as unknown as Kept).picked });
    },
    onClose() {
      this.triggerEvent('close');
    },
  },
});
