"""The C functions that generated files carry with them, inline so that a compiler can vectorise the loop."""

HELPERS: dict[str, str] = {
    "symfeat_bits": """\
static inline uint64_t symfeat_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}""",
    "symfeat_double": """\
static inline double symfeat_double(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}""",
    "symfeat_isfinite": """\
static inline _Bool symfeat_isfinite(double x)
{
    return fabs(x) <= 1.7976931348623157e308;
}""",
    "symfeat_sign": """\
/* -1, 0 or 1; nan for nan. */
static inline double symfeat_sign(double x)
{
    return fabs(x) > 0.0 ? copysign(1.0, x) : x;
}""",
    "symfeat_max": """\
/* nan where either is. */
static inline double symfeat_max(double x, double y)
{
    const double larger = x > y ? x : y;
    return x == x ? larger : x;
}""",
    "symfeat_min": """\
/* nan where either is. */
static inline double symfeat_min(double x, double y)
{
    const double smaller = x < y ? x : y;
    return x == x ? smaller : x;
}""",
    "symfeat_power_of_two": """\
/* The largest power of two up to |x|, from 2^-1022 to 2^1022, so that its reciprocal is exact. */
static inline double symfeat_power_of_two(double x)
{
    const double power = symfeat_double(symfeat_bits(x) & 0x7FF0000000000000);
    const double least = power < 0x1p-1022 ? 0x1p-1022 : power;
    return least > 0x1p1022 ? 0x1p1022 : least;
}""",
    "SYMFEAT_FMA": """\
#ifdef FP_FAST_FMA
#define SYMFEAT_FMA(x, y, z) fma(x, y, z)
#else
#define SYMFEAT_FMA(x, y, z) ((x) * (y) + (z))
#endif""",
    "symfeat_reduce": """\
/* expm1(r), |r| <= log(2)/2, where x = r + n log(2) and 2^n = *low * *high, both normal numbers. */
static inline double symfeat_reduce(double x, double *low, double *high)
{
    const double shift = 6755399441055744.0; /* 1.5 * 2^52: adding it leaves an integer in the low bits */
    const double above = x < -746.0 ? -746.0 : x;
    const double clamped = above > 710.0 ? 710.0 : above;
    const double n = (clamped * 1.4426950408889634 + shift) - shift;
    /* log(2) in two parts, of which the first has few enough digits that the product is exact. */
    const double r = (clamped - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    const double half = n * 0.5 + shift;
    const double rest = (n - (half - shift)) + shift;
    double p = 1.6059043836821613e-10;
    p = SYMFEAT_FMA(p, r, 2.08767569878681e-09);
    p = SYMFEAT_FMA(p, r, 2.505210838544172e-08);
    p = SYMFEAT_FMA(p, r, 2.755731922398589e-07);
    p = SYMFEAT_FMA(p, r, 2.7557319223985893e-06);
    p = SYMFEAT_FMA(p, r, 2.48015873015873e-05);
    p = SYMFEAT_FMA(p, r, 1.984126984126984e-04);
    p = SYMFEAT_FMA(p, r, 1.388888888888889e-03);
    p = SYMFEAT_FMA(p, r, 8.333333333333333e-03);
    p = SYMFEAT_FMA(p, r, 4.1666666666666664e-02);
    p = SYMFEAT_FMA(p, r, 1.6666666666666666e-01);
    p = SYMFEAT_FMA(p, r, 0.5);
    *low = symfeat_double((symfeat_bits(half) + 1023) << 52);
    *high = symfeat_double((symfeat_bits(rest) + 1023) << 52);
    return SYMFEAT_FMA(r * r, p, r);
}""",
    "symfeat_exp": """\
/* exp(x) to 2 units in the last place: inf, 0 and nan where the mathematics says so. */
static inline double symfeat_exp(double x)
{
    double low, high;
    const double q = symfeat_reduce(x, &low, &high);
    return (q * low + low) * high;
}""",
    "symfeat_expm1": """\
/* expm1(x) to 2 units in the last place; the reciprocal of a power of two is a difference of exponents. */
static inline double symfeat_expm1(double x)
{
    double low, high;
    const double q = symfeat_reduce(x, &low, &high);
    return (q * low + (low - symfeat_double(0x7FE0000000000000 - symfeat_bits(high)))) * high;
}""",
    "symfeat_split": """\
/* m and *k with x = 2^*k m and m in [sqrt(1/2), sqrt(2)), for finite x > 0. */
static inline double symfeat_split(double x, double *k)
{
    const _Bool tiny = x < 0x1p-1022;
    const double scaled = tiny ? x * 0x1p54 : x;
    const uint64_t bits = symfeat_bits(scaled) + 0x95F619980C433;
    const double exponent = symfeat_double((bits >> 52) + 0x4338000000000000) - (6755399441055744.0 + 1023.0);
    *k = tiny ? exponent - 54.0 : exponent;
    return symfeat_double((bits & 0xFFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD);
}""",
    "symfeat_logarithm": """\
/* k log(2) + log(1 + f) + c, by log((1 + s)/(1 - s)) = 2 s + s^3 R(s^2). */
static inline double symfeat_logarithm(double k, double f, double c)
{
    const double s = f / (2.0 + f);
    const double z = s * s;
    double p = 1.479819860510658591e-01;
    p = SYMFEAT_FMA(p, z, 1.531383769920937332e-01);
    p = SYMFEAT_FMA(p, z, 1.818357216161805012e-01);
    p = SYMFEAT_FMA(p, z, 2.222219843214978396e-01);
    p = SYMFEAT_FMA(p, z, 2.857142874366239149e-01);
    p = SYMFEAT_FMA(p, z, 3.999999999940941908e-01);
    p = SYMFEAT_FMA(p, z, 6.666666666666735130e-01);
    const double h = 0.5 * f * f;
    const double small = k * 1.90821492927058770002e-10 + c;
    return k * 6.93147180369123816490e-01 - ((h - (s * (h + z * p) + small)) - f);
}""",
    "symfeat_log": """\
/* log(x) to 2 units in the last place: -inf at 0, nan below. */
static inline double symfeat_log(double x)
{
    double k;
    const double m = symfeat_split(x, &k);
    const double finite = symfeat_logarithm(k, m - 1.0, 0.0);
    const double above = x == INFINITY ? x : finite;
    const double value = x == 0.0 ? -INFINITY : above;
    return x >= 0.0 ? value : NAN;
}""",
    "symfeat_log1p": """\
/* log(1 + x) to 2 units in the last place: -inf at -1, nan below. */
static inline double symfeat_log1p(double x)
{
    double k;
    const double sum = 1.0 + x;
    const double m = symfeat_split(sum, &k);
    const _Bool near = k == 0.0; /* then no digit of x is lost: 1 + f = 1 + x */
    const double lost = x > 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0);
    const double finite = symfeat_logarithm(k, near ? x : m - 1.0, near ? 0.0 : lost / sum);
    const double above = x == INFINITY ? x : finite;
    const double value = x == -1.0 ? -INFINITY : above;
    return x >= -1.0 ? value : NAN;
}""",
}
