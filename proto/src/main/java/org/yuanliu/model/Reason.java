package org.yuanliu.model;

/**
 * The error catalogue: every reason for a refusal, with its number on each transport and its text in two languages.
 * Names are stable, programs may rely on them. Handle codes: wire reference, section 5; the HTTP column follows it.
 */
public enum Reason {
    // name                 Handle HTTP gRPC
    INTERNAL_ERROR(
            2,
            500,
            13,
            "The node failed; the operator finds the cause under this time in its log.",
            "节点内部错误，运营方可按时间在日志中查到原因。"),
    TOO_BUSY(3, 503, 14, "The node is busy ({0}); try again in a moment.", "节点繁忙（{0}），请稍后重试。"),
    MALFORMED_MESSAGE(4, 400, 3, "The message cannot be read: {0}.", "报文无法解析：{0}。"),
    INVALID_REFERENCE(
            4,
            400,
            3,
            "''{0}'' is no reference; right is index:identifier, such as 300:0.NA/88.118.8.",
            "“{0}”不是有效引用，正确形式为 索引:标识，例如 300:0.NA/88.118.8。"),
    INVALID_ARGUMENT(4, 400, 3, "{0} is wrong: {1}.", "{0} 有误：{1}。"),
    TOO_LARGE(4, 413, 8, "{0} is too large: {1}, at most {2} is allowed.", "{0} 过大：{1}，上限为 {2}。"),
    NOT_SUPPORTED(5, 501, 12, "{0} is not supported here.", "此处不支持 {0}。"),
    RECURSION_TOO_DEEP(6, 500, 9, "The request went through more than {0} servers.", "请求已经过超过 {0} 个服务器。"),
    READ_ONLY(7, 503, 14, "The node cannot write now ({0}); try again later.", "节点暂时不能写入（{0}），请稍后重试。"),
    NOT_FOUND(100, 404, 5, "There is no identifier {0}.", "标识 {0} 不存在。"),
    ALREADY_EXISTS(101, 409, 6, "The identifier {0} exists already: {1}.", "标识 {0} 已存在：{1}。"),
    INVALID_IDENTIFIER(
            102,
            400,
            3,
            "''{0}'' is no identifier: {1}; right is prefix/suffix, such as 88.118.8/X1.",
            "“{0}”不是有效标识：{1}；正确形式为 前缀/后缀，例如 88.118.8/X1。"),
    NOTHING_SELECTED(200, 200, 5, "{0} has no element that fits the question.", "{0} 没有符合条件的数据项。"),
    ELEMENT_NOT_FOUND(200, 400, 5, "{0} has no element with index {1}.", "{0} 没有索引为 {1} 的数据项。"),
    ELEMENT_EXISTS(201, 409, 6, "{0} has an element with index {1} already.", "{0} 已有索引为 {1} 的数据项。"),
    DUPLICATE_INDEX(201, 409, 3, "Index {0} is given twice.", "索引 {0} 重复。"),
    INVALID_ELEMENT(202, 400, 3, "The element with index {0} is wrong: {1}.", "索引为 {0} 的数据项有误：{1}。"),
    TEMPLATE_VIOLATED(
            202, 422, 3, "The record does not follow its template {0}; faults: {1}.", "记录不符合模板 {0}，共 {1} 处问题。"),
    TEMPLATE_UNKNOWN(
            202,
            422,
            9,
            "There is no template {0} here; right is one of this node''s or of the enterprise''s own, such as {1}.",
            "没有模板 {0}；应为本节点或本企业的模板，例如 {1}。"),
    TEMPLATE_WRONG(202, 422, 3, "Version {0} of the template cannot be published: {1}.", "模板版本 {0} 无法发布：{1}。"),
    TEMPLATE_PUBLISHED(
            202,
            409,
            9,
            "A published version of a template stays as it is; publish the next one under {0}.",
            "已发布的模板版本不可更改，请在 {0} 下发布新版本。"),
    DELEGATED(302, 300, 9, "{0} lives on another node: {1}.", "{0} 由另一节点管理：{1}。"),
    NOT_RESPONSIBLE(301, 400, 9, "The prefix of {0} does not live here.", "{0} 的前缀不由本节点管理。"),
    NOT_PERMITTED(401, 403, 7, "{0} may not {1} {2}.", "{0} 无权对 {2} 执行 {1}。"),
    FROZEN(401, 403, 9, "Nothing under {0} can be changed: it is {1}.", "前缀 {0} 的状态为 {1}，其下标识不能变更。"),
    SHUT(401, 403, 9, "Nothing under {0} is resolved: it is {1}.", "前缀 {0} 的状态为 {1}，其下标识停止解析。"),
    AUTHENTICATION_NEEDED(402, 401, 16, "This needs a proof of who you are.", "此操作需要身份验证。"),
    AUTHENTICATION_FAILED(403, 403, 16, "The proof of identity does not hold: {0}.", "身份验证失败：{0}。"),
    INVALID_CREDENTIAL(404, 403, 16, "The credential cannot be read: {0}.", "凭证无法解析：{0}。"),
    AUTHENTICATION_TIMEOUT(405, 500, 16, "The challenge is unknown or too old; start again.", "质询不存在或已过期，请重新开始。"),
    SESSION_TIMEOUT(500, 500, 16, "The session is unknown or has ended; set up a new one.", "会话不存在或已结束，请重新建立。"),
    SESSION_FAILED(501, 500, 9, "The session cannot be set up: {0}.", "会话无法建立：{0}。"),
    INVALID_SESSION_KEY(502, 500, 3, "The session key cannot be used: {0}.", "会话密钥无法使用：{0}。"),
    MESSAGE_REPLAYED(505, 500, 10, "This message of the session was seen before, or is too old.", "该会话报文已处理过或过旧。"),
    QUOTA_REACHED(604, 403, 8, "The prefix {0} has as many records as it may have, {1}.", "前缀 {0} 下的记录数已达上限 {1}。"),
    WRONG_STATE(2, 409, 9, "{0} is {1}; from there it can become {2}.", "{0} 的状态为 {1}，只能变为 {2}。"),
    VERSION_CONFLICT(
            2,
            412,
            10,
            "{0} has version {1}, not {2}; read it again and decide anew.",
            "{0} 的版本为 {1}，不是 {2}；请重新读取后再决定。"),
    OUT_OF_ORDER(
            2,
            409,
            9,
            "Parcel {1} of source ''{0}'' is not the next one, which is {2}.",
            "来源“{0}”的第 {1} 包不是下一包，应为第 {2} 包。"),
    REQUEST_ID_REUSED(
            2,
            422,
            3,
            "The request id ''{0}'' was used for another change; use a fresh one.",
            "请求号“{0}”已用于另一变更，请换用新的请求号。"),
    JOB_UNKNOWN(2, 404, 5, "You have no import job ''{0}''.", "您没有导入任务“{0}”。"),
    JOBS_FULL(
            2,
            429,
            8,
            "No further import job can be taken now: {0}. Wait until some have ended, or cancel some.",
            "暂时不能接收更多导入任务：{0}。请等待已有任务结束，或取消部分任务。"),
    ROWS_UNKNOWN(
            2,
            500,
            13,
            "Rows {0} to {1} were under way when the node could not write for more than a day, so it is not known whether"
                    + " they were registered. Resume the job: those that were are refused with ALREADY_EXISTS.",
            "第 {0} 至 {1} 行处理期间节点超过一天无法写入，不能确定是否已登记。请恢复任务：已登记的行将以 ALREADY_EXISTS 拒绝。");

    private final int handleCode;
    private final int httpStatus;
    private final int grpcCode;
    private final String english;
    private final String chinese;

    Reason(int handleCode, int httpStatus, int grpcCode, String english, String chinese) {
        this.handleCode = handleCode;
        this.httpStatus = httpStatus;
        this.grpcCode = grpcCode;
        this.english = english;
        this.chinese = chinese;
    }

    /** Response code of the Handle protocol. */
    public int handleCode() {
        return handleCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** Numeric {@code google.rpc.Code}. */
    public int grpcCode() {
        return grpcCode;
    }

    /** Pattern for {@link java.text.MessageFormat}. */
    public String english() {
        return english;
    }

    /** Pattern for {@link java.text.MessageFormat}. */
    public String chinese() {
        return chinese;
    }
}
