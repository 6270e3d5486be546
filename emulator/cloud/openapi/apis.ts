/** The open APIs that answer here, by the name that a function uses behind `cloud.openapi`. */
import { fail, ok, type OpenApi } from './answers';
import { customerServiceSend } from './customer-service';
import { generateUrlLink, getUnlimited } from './links';
import { mediaCheckAsync, msgSecCheck } from './security';
import { uploadShippingInfo } from './shipping';
import { subscribeMessageSend } from './subscribe-message';

const getPhoneNumber: OpenApi = ({ code }, { appid, phoneCodes, clock }) => {
  const number = phoneCodes.redeem(code);
  if (number === null) return fail(40029, 'invalid code');
  const watermark = { timestamp: Math.floor(clock.now() / 1000), appid };
  return ok({ phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark } });
};

export const openApis: Record<string, OpenApi> = {
  'security.msgSecCheck': msgSecCheck,
  'security.mediaCheckAsync': mediaCheckAsync,
  'subscribeMessage.send': subscribeMessageSend,
  'wxacode.getUnlimited': getUnlimited,
  'urllink.generate': generateUrlLink,
  'phonenumber.getPhoneNumber': getPhoneNumber,
  'wxa.sec.order.uploadShippingInfo': uploadShippingInfo,
  'customerServiceMessage.send': customerServiceSend,
};
