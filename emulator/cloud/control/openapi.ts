/** /control/openapi*: what was sent through cloud.openapi, and what users do outside of it. */
import type { OpenApiService } from '../openapi/service';
import type { PhoneCodes } from '../openapi/phone-codes';
import type { Users } from '../openapi/users';
import { count, type Handler, openid, optionalText, text } from './body';

export function openapiControls(openapi: OpenApiService, users: Users, phoneCodes: PhoneCodes): Record<string, Handler> {
  return {
    // {api?, openid?} → {calls}, the oldest first
    openapi: (body) => {
      const [api, by] = [optionalText(body, 'api'), optionalText(body, 'openid')];
      return { calls: openapi.calls.filter((call) => (api === undefined || call.api === api) && (by === undefined || call.openid === by)) };
    },
    // {openid}: opens the mini program
    'users/visit': (body) => {
      users.visit(openid(body, 'openid'));
      return {};
    },
    // {openid, templateId, times?}: as the user does in the dialog of wx.requestSubscribeMessage
    'users/grant': (body) => {
      users.grant(openid(body, 'openid'), [text(body, 'templateId')], count(body, 'times', 1));
      return {};
    },
    // {openid} → {code}: allows the button that asks for the phone number
    'users/phone-code': (body) => ({ code: phoneCodes.issue(openid(body, 'openid')) }),
    // {openid}: writes to customer service
    'users/talk': (body) => {
      users.talk(openid(body, 'openid'));
      return {};
    },
  };
}
