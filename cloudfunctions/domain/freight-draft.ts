/** What a freight template must be before it can be kept. */
import type { Area, ConditionFreeDetail, FreightCalcMethod, FreightTemplateDraft } from '../../typings';
import { areaKey, areaName, isMunicipality } from './areas';
import type { FieldProblem } from './problem';

const MOST_NAME = 20;
const MOST_REGIONS = 30;
const MOST_AREAS = 1000;
const MOST_PRICE = 999_900;
const MOST_PIECES = 9999;
/** 10 t. */
const MOST_GRAMS = 10_000_000;

const wrong = (field: string, message: string): FieldProblem => ({ field, message });

/** The first thing wrong with the draft; null: nothing. Paths start at the draft. */
export function freightProblem(draft: FreightTemplateDraft): FieldProblem | null {
  const { name, shippingMethod, allConditionFreeDetail: details, allFreightCalcMethod: methods, notSendArea } = draft;
  const length = [...name.trim()].length;
  if (length < 1 || length > MOST_NAME) return wrong('name', `模板名称应为 1 到 ${MOST_NAME} 个字`);
  if (areasOf(draft).length > MOST_AREAS) return wrong('allFreightCalcMethod', `地区太多，一个模板最多 ${MOST_AREAS} 个，请改选整个省或市`);
  if (shippingMethod !== 'FREE') {
    const problem = methodsProblem(methods, draft);
    if (problem) return problem;
  }
  if (shippingMethod === 'CONDITION_FREE') {
    if (details.length < 1 || details.length > MOST_REGIONS) return wrong('allConditionFreeDetail', `请填写 1 到 ${MOST_REGIONS} 条包邮条件`);
    for (const [i, detail] of details.entries()) {
      const problem = detailProblem(detail, `allConditionFreeDetail[${i}]`);
      if (problem) return problem;
    }
  }
  return areasProblem(notSendArea, 'notSendArea');
}

function methodsProblem(methods: readonly FreightCalcMethod[], { valuationType }: FreightTemplateDraft): FieldProblem | null {
  if (methods.length > MOST_REGIONS) return wrong('allFreightCalcMethod', `最多分 ${MOST_REGIONS} 组地区计费`);
  if (methods.filter(({ isDefault }) => isDefault).length !== 1) return wrong('allFreightCalcMethod', '请填写一条默认运费，用于没有单独设置的地区');
  const most = valuationType === 'PIECE' ? MOST_PIECES : MOST_GRAMS;
  const seen = new Map<string, Area>();
  for (const [i, { isDefault, areas, firstValAmount, firstPrice, secondValAmount, secondPrice }] of methods.entries()) {
    const field = `allFreightCalcMethod[${i}]`;
    if (!isWhole(firstValAmount, 1, most)) return wrong(`${field}.firstValAmount`, valuationType === 'PIECE' ? `首件应为 1 到 ${MOST_PIECES} 件` : '首重应大于 0，最多 10 吨');
    if (!isWhole(secondValAmount, 0, most)) return wrong(`${field}.secondValAmount`, valuationType === 'PIECE' ? `续件应为 0 到 ${MOST_PIECES} 件` : '续重不能超过 10 吨');
    if (!isWhole(firstPrice, 0, MOST_PRICE)) return wrong(`${field}.firstPrice`, '运费应为 0 到 9999 元');
    if (!isWhole(secondPrice, 0, MOST_PRICE)) return wrong(`${field}.secondPrice`, '运费应为 0 到 9999 元');
    if (secondPrice > 0 && secondValAmount === 0) return wrong(`${field}.secondValAmount`, '有续件运费时，请填写每续多少计一次');
    if (isDefault ? areas.length > 0 : areas.length === 0) return wrong(`${field}.areas`, isDefault ? '默认运费不用选地区' : '请选择这组运费的地区');
    const problem = areasProblem(areas, `${field}.areas`, seen);
    if (problem) return problem;
  }
  return null;
}

function detailProblem({ minPiece, minWeight, minAmount, areas }: ConditionFreeDetail, field: string): FieldProblem | null {
  if (!isWhole(minPiece, 0, MOST_PIECES)) return wrong(`${field}.minPiece`, `件数应为 0 到 ${MOST_PIECES}`);
  if (!isWhole(minWeight, 0, MOST_GRAMS)) return wrong(`${field}.minWeight`, '重量不能超过 10 吨');
  if (!isWhole(minAmount, 0, 100_000_000)) return wrong(`${field}.minAmount`, '金额应为 0 到 100 万元');
  if (minPiece + minWeight + minAmount === 0) return wrong(`${field}.minPiece`, '请至少填一个包邮条件，或改为全部包邮');
  return areasProblem(areas, `${field}.areas`);
}

/** `seen`: regions that were named already and may not be named again. */
function areasProblem(areas: readonly Area[], field: string, seen = new Map<string, Area>()): FieldProblem | null {
  for (const [i, area] of areas.entries()) {
    if (area.provinceName.trim() === '') return wrong(`${field}[${i}].provinceName`, '请选择地区');
    if (area.countyName !== undefined && area.cityName === undefined && !isMunicipality(area.provinceName)) return wrong(`${field}[${i}].cityName`, '请选择区县所在的城市');
    const key = areaKey(area);
    if (seen.has(key)) return wrong(`${field}[${i}]`, `“${areaName(area)}”选了两次，请去掉一个`);
    seen.set(key, area);
  }
  return null;
}

function areasOf({ allConditionFreeDetail, allFreightCalcMethod, notSendArea }: FreightTemplateDraft): Area[] {
  return [...allConditionFreeDetail.flatMap(({ areas }) => areas), ...allFreightCalcMethod.flatMap(({ areas }) => areas), ...notSendArea];
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

/** The draft as it is kept: without what its way of charging does not use. */
export function tidyFreight(draft: FreightTemplateDraft): FreightTemplateDraft {
  const { shippingMethod, allConditionFreeDetail, allFreightCalcMethod } = draft;
  return {
    ...draft,
    name: draft.name.trim(),
    allConditionFreeDetail: shippingMethod === 'CONDITION_FREE' ? allConditionFreeDetail : [],
    allFreightCalcMethod: shippingMethod === 'FREE' ? [] : allFreightCalcMethod,
  };
}
