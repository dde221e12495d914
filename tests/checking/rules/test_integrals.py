"""Definite integrals: what is proved, and what must not be, with poles and jumps inside the range."""

import pytest

# Symbols with their kinds, assumptions, and both sides. Some wrong ones have no value on part of the domain.
TRUE = [
    ("", "", "Integral(exp(-x**2),(x,-oo,oo))", "sqrt(pi)"),
    ("", "", "Integral(log(x),(x,0,1))", "-1"),
    ("a:+", "", "Integral(x**a,(x,0,1))", "1/(a+1)"),
    ("a:+", "", "Integral(x**2*exp(-a*x**2),(x,-oo,oo))", "sqrt(pi)/(2*a**(3/2))"),
    ("a:+ b:R", "", "Integral(exp(-a*x**2)*cos(b*x),(x,-oo,oo))", "sqrt(pi/a)*exp(-b**2/(4*a))"),
    ("a:+ b:R", "", "Integral(exp(-a*x**2+b*x),(x,-oo,oo))", "sqrt(pi/a)*exp(b**2/(4*a))"),
    ("", "", "Integral(sin(x)/x,(x,0,oo))", "pi/2"),
    ("n:N", "", "Integral(x**n*exp(-x),(x,0,oo))", "factorial(n)"),
    ("a:+", "", "Integral(1/(x**2+a**2),(x,-oo,oo))", "pi/a"),
    ("a:+", "", "Integral(1/(x**2+a**2)**2,(x,-oo,oo))", "pi/(2*a**3)"),
    ("", "", "Integral(sin(x)**2,(x,0,pi))", "pi/2"),
    ("m,n:P", "m>n", "Integral(sin(m*x)*sin(n*x),(x,0,pi))", "0"),
    ("a:R", "a>1", "Integral(1/(a+cos(x)),(x,0,2*pi))", "2*pi/sqrt(a**2-1)"),
    ("a,b:+", "", "Integral(1/(a**2*cos(x)**2+b**2*sin(x)**2),(x,0,pi/2))", "pi/(2*a*b)"),
    ("", "", "Integral(log(sin(x)),(x,0,pi/2))", "-pi*log(2)/2"),
    ("", "", "Integral(x/(exp(x)-1),(x,0,oo))", "pi**2/6"),
    ("s:R", "s>1", "Integral(x**(s-1)/(exp(x)-1),(x,0,oo))", "gamma(s)*zeta(s)"),
    ("a:R", "a>0; a<1", "Integral(x**(a-1)/(1+x),(x,0,oo))", "pi/sin(pi*a)"),
    ("p,q:+", "", "Integral(sin(t)**(2*p-1)*cos(t)**(2*q-1),(t,0,pi/2))", "gamma(p)*gamma(q)/(2*gamma(p+q))"),
    ("p,q:+", "", "Integral(t**(p-1)/(1+t)**(p+q),(t,0,oo))", "beta(p,q)"),
    ("x:R", "", "2/sqrt(pi)*Integral(exp(-t**2),(t,0,x))", "erf(x)"),
    ("x:R", "", "Integral(sin(t)/t,(t,0,x))", "Si(x)"),
    ("x:+", "", "Integral(log(t),(t,1,x))", "x*log(x)-x+1"),
    ("x:R", "abs(x)<1", "Integral(1/sqrt(1-t**2),(t,0,x))", "asin(x)"),
    ("x:R n:Z", "", "Integral(cos(n*t-x*sin(t)),(t,0,pi))/pi", "besselj(n,x)"),
    ("x:R", "", "Integral(cos(x*sin(t)),(t,0,pi))/pi", "besselj(0,x)"),
    ("x:R", "", "Integral(exp(x*cos(t)),(t,0,pi))/pi", "besseli(0,x)"),
    ("x:+ nu:R", "", "Integral(exp(-x*cosh(t))*cosh(nu*t),(t,0,oo))", "besselk(nu,x)"),
    ("m:R", "m>=0; m<1", "Integral(sqrt(1-m*sin(t)**2),(t,0,pi/2))", "elliptic_e(m)"),
    ("a,b:+", "", "Integral((atan(a*x)-atan(b*x))/x,(x,0,oo))", "pi/2*log(a/b)"),
    ("s,x:+", "", "Integral(t**(s-1)*exp(-t),(t,0,x))", "lowergamma(s,x)"),
    ("s,x:+", "", "Integral(t**(s-1)*exp(-t),(t,x,oo))", "uppergamma(s,x)"),
    ("", "", "Integral(1/sqrt(x*(1-x)),(x,0,1))", "pi"),
    ("a:+", "", "Integral(cos(a*x)/(1+x**2),(x,-oo,oo))", "pi*exp(-a)"),
    ("a,b:+", "", "Integral(x*sin(a*x)/(x**2+b**2),(x,0,oo))", "pi*exp(-a*b)/2"),
    ("", "", "Integral(legendre(2,x)*legendre(3,x),(x,-1,1))", "0"),
    ("", "", "Integral(legendre(3,x)**2,(x,-1,1))", "2/7"),
    ("", "", "Integral(exp(-x**2)*hermite(2,x)**2,(x,-oo,oo))", "8*sqrt(pi)"),
    ("a:+", "", "Integral(log(1+x**2*a**2)/(1+x**2),(x,0,oo))", "pi*log(1+a)"),
    ("", "", "Integral(exp(-x)*log(x),(x,0,oo))", "-EulerGamma"),
    ("", "", "Integral(log(1+x)/x,(x,0,1))", "pi**2/12"),
    ("", "", "Integral(sin(x**2),(x,0,oo))", "sqrt(2*pi)/4"),
    ("x:R", "", "Integral(sin(pi*t**2/2),(t,0,x))", "fresnels(x)"),
    ("mu:R sigma:+", "", "Integral(exp(-(x-mu)**2/(2*sigma**2))/sqrt(2*pi*sigma**2),(x,-oo,oo))", "1"),
    (
        "mu:R sigma:+",
        "",
        "Integral((x-mu)**2*exp(-(x-mu)**2/(2*sigma**2))/sqrt(2*pi*sigma**2),(x,-oo,oo))",
        "sigma**2",
    ),
    ("a:R s:+", "s>a; s>-a", "Integral(exp(-s*t)*cosh(a*t),(t,0,oo))", "s/(s**2-a**2)"),
    ("x:+", "", "Integral(1/t,(t,1,x))", "log(x)"),
    ("t,k,y0:+", "", "Integral(exp(-k*(t-s))*s,(s,0,t))", "t/k-1/k**2+exp(-k*t)/k**2"),
    ("a:+", "", "Integral(Abs(x)*exp(-a*Abs(x)),(x,-oo,oo))", "2/a**2"),
    ("", "", "Integral(Abs(x),(x,-1,2))", "5/2"),
    ("n:N", "", "Integral(x**n*log(x),(x,0,1))", "-1/(n+1)**2"),
    ("x:R", "", "Integral(cos(t)**2,(t,0,x))", "x/2+sin(2*x)/4"),
    ("", "", "Integral(tanh(x)/cosh(x)**2,(x,0,oo))", "1/2"),
    ("a:+", "", "Integral(1/cosh(a*x),(x,-oo,oo))", "pi/a"),
    ("x:R", "", "Derivative(Integral(exp(-t**2),(t,0,x)),x)", "exp(-x**2)"),
    ("x:R", "", "Integral(exp(t)*sin(t),(t,0,x))", "(exp(x)*(sin(x)-cos(x))+1)/2"),
    ("x:+", "", "Integral(exp(-t)*t**3,(t,0,x))", "6-exp(-x)*(x**3+3*x**2+6*x+6)"),
    ("a,x:+", "", "Integral(1/sqrt(t**2+a**2),(t,0,x))", "asinh(x/a)"),
    ("", "", "Integral(1/((1+x)*sqrt(x)),(x,0,oo))", "pi"),
    ("a:+", "", "Integral(exp(-a*x)*sin(x)/x,(x,0,oo))", "pi/2-atan(a)"),
    ("", "", "Integral(sin(x)**2/x**2,(x,0,oo))", "pi/2"),
    ("x:R", "", "Integral(exp(I*x*t-t**2/2),(t,-oo,oo))", "sqrt(2*pi)*exp(-x**2/2)"),
    ("a:+", "", "Integral(exp(-x**2-a**2/x**2),(x,0,oo))", "sqrt(pi)*exp(-2*a)/2"),
    ("", "", "Integral(x**3/(exp(x)-1),(x,0,oo))", "pi**4/15"),
]
FALSE = [
    ("a:+", "", "Integral(x**a,(x,0,1))", "1/a"),
    ("a:+", "", "Integral(x**2*exp(-a*x**2),(x,-oo,oo))", "sqrt(pi)/(4*a**(3/2))"),
    ("a:+ b:R", "", "Integral(exp(-a*x**2)*cos(b*x),(x,-oo,oo))", "sqrt(pi/a)*exp(b**2/(4*a))"),
    ("a:R", "a>1", "Integral(1/(a+cos(x)),(x,0,2*pi))", "pi/sqrt(a**2-1)"),
    ("s:R", "s>1", "Integral(x**(s-1)/(exp(x)-1),(x,0,oo))", "gamma(s)*zeta(s+1)"),
    ("a:R", "a>0; a<1", "Integral(x**(a-1)/(1+x),(x,0,oo))", "pi/sin(pi*a/2)"),
    ("x:R", "", "2/sqrt(pi)*Integral(exp(-t**2),(t,0,x))", "erfc(x)"),
    ("x:+", "", "Integral(log(t),(t,1,x))", "x*log(x)-x"),
    ("x:R n:Z", "", "Integral(cos(n*t-x*sin(t)),(t,0,pi))/pi", "besselj(-n,x)"),
    ("x:+ nu:R", "", "Integral(exp(-x*cosh(t))*cosh(nu*t),(t,0,oo))", "besseli(nu,x)"),
    ("s,x:+", "", "Integral(t**(s-1)*exp(-t),(t,0,x))", "uppergamma(s,x)"),
    ("a,b:+", "", "Integral(x*sin(a*x)/(x**2+b**2),(x,0,oo))", "pi*exp(a*b)/2"),
    ("", "", "Integral(legendre(3,x)**2,(x,-1,1))", "2/5"),
    ("t,k,y0:+", "", "Integral(exp(-k*(t-s))*s,(s,0,t))", "t/k+1/k**2-exp(-k*t)/k**2"),
    ("x:R", "", "Integral(cos(t)**2,(t,0,x))", "x/2-sin(2*x)/4"),
    ("a:+", "", "Integral(exp(-x**2-a**2/x**2),(x,0,oo))", "sqrt(pi)*exp(2*a)/2"),
]
WRONG = [
    *FALSE,
    ("m,n:P", "", "Integral(sin(m*x)*sin(n*x),(x,0,pi))", "0"),
    ("m,n:N", "m>n-1", "Integral(cos(m*x)*cos(n*x),(x,0,pi))", "0"),
    ("a:R", "", "Integral(sin(a*x)/x,(x,0,oo))", "pi/2"),
    ("", "", "Integral(1/x**2,(x,-1,1))", "-2"),
    ("x:R", "", "Integral(1/t**2,(t,-1,x))", "-1-1/x"),
    ("", "", "Integral(1/x,(x,-1,2))", "log(2)"),
    ("", "", "Integral(sec(x)**2,(x,0,pi))", "0"),
    ("", "", "Integral(1/(2+cos(x)),(x,0,2*pi))", "0"),
    ("", "", "Integral(2/(5-4*cos(x)),(x,0,2*pi))", "0"),
    ("", "", "Integral(sqrt(x**2),(x,-1,1))", "0"),
    ("a:R", "", "Integral(exp(-a*x**2),(x,-oo,oo))", "sqrt(pi/a)"),
    ("a,s:+", "", "Integral(exp(-s*t)*cosh(a*t),(t,0,oo))", "s/(s**2-a**2)"),
    ("m:R", "m<2", "Integral(1/sqrt(1-m*sin(t)**2),(t,0,pi/2))", "elliptic_k(m)"),
    ("a:R", "", "Integral(exp(-a*x),(x,0,oo))", "1/a"),
    ("a:R", "", "Integral(x**a,(x,0,1))", "1/(a+1)"),
    ("a:R", "", "Integral(x**a,(x,1,oo))", "-1/(a+1)"),
    ("a:R", "", "Integral(sin(a*x),(x,0,oo))", "1/a"),
    ("a:+", "", "Integral(cos(a*x),(x,0,oo))", "0"),
    ("m:Z", "", "Integral(exp(2*I*pi*m*x),(x,0,1))", "0"),
    ("n,x:R", "", "Integral(cos(n*t-x*sin(t)),(t,0,pi))/pi", "besselj(n,x)"),
    ("a,b:R", "", "Integral(1/x,(x,a,b))", "log(b/a)"),
    ("a:R", "", "Integral(cos(a*x)/(1+x**2),(x,-oo,oo))", "pi*exp(-a)"),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim[2])
def test_it_is_proved(claim, is_proved):
    assert is_proved(*claim)


@pytest.mark.parametrize("claim", WRONG, ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_not_proved(claim, is_proved):
    assert not is_proved(*claim)


@pytest.mark.parametrize("claim", FALSE[:3], ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_refuted(claim, verdict):
    assert verdict(*claim) == "refuted"
