"""Infinite sums and products: what is proved, and what must not be, divergent ones among it."""

import pytest

# Symbols with their kinds, assumptions, and both sides. Some wrong ones have no value on part of the domain.
TRUE = [
    ("x:R", "x>-1; x<1", "Sum(x**k,(k,0,oo))", "1/(1-x)"),
    ("x:R", "abs(x)<1", "Sum(k*x**k,(k,1,oo))", "x/(1-x)**2"),
    ("x:R", "x>-1; x<1", "Sum(k**2*x**k,(k,0,oo))", "x*(1+x)/(1-x)**3"),
    ("x:C", "", "Sum(x**k/factorial(k),(k,0,oo))", "exp(x)"),
    ("x:R", "", "Sum((-1)**k*x**(2*k+1)/factorial(2*k+1),(k,0,oo))", "sin(x)"),
    ("x:C", "", "Sum((-1)**k*x**(2*k)/factorial(2*k),(k,0,oo))", "cos(x)"),
    ("x:R", "", "Sum(x**(2*k)/factorial(2*k),(k,0,oo))", "cosh(x)"),
    ("x:R", "abs(x)<1", "Sum((-1)**k*x**(2*k+1)/(2*k+1),(k,0,oo))", "atan(x)"),
    ("x:R", "abs(x)<1", "Sum(x**(2*k+1)/(2*k+1),(k,0,oo))", "atanh(x)"),
    ("x:R", "x>-1; x<1", "Sum((-1)**(k+1)*x**k/k,(k,1,oo))", "log(1+x)"),
    ("x,a:R", "x>-1; x<1", "Sum(binomial(a,k)*x**k,(k,0,oo))", "(1+x)**a"),
    ("x:R", "abs(x)<1", "Sum(binomial(2*k,k)*x**(2*k+1)/(4**k*(2*k+1)),(k,0,oo))", "asin(x)"),
    ("x:+", "", "Sum((x/2)**(2*k)/factorial(k)**2,(k,0,oo))", "besseli(0,x)"),
    ("x:+", "", "Sum((-1)**k*(x/2)**(2*k+1)/(factorial(k)*factorial(k+1)),(k,0,oo))", "besselj(1,x)"),
    ("x,nu:+", "", "Sum((-1)**k*(x/2)**(2*k+nu)/(factorial(k)*gamma(nu+k+1)),(k,0,oo))", "besselj(nu,x)"),
    ("x:R", "abs(x)<1", "pi/2*Sum((binomial(2*k,k)/4**k)**2*x**k,(k,0,oo))", "elliptic_k(x)"),
    ("x:R", "", "Sum((-1)**k*x**(2*k+1)/((2*k+1)*factorial(2*k+1)),(k,0,oo))", "Si(x)"),
    ("x:R", "abs(x)<1", "Sum(x**k/k**2,(k,1,oo))", "polylog(2,x)"),
    ("", "", "Sum((-1)**k/(2*k+1),(k,0,oo))", "pi/4"),
    ("", "", "Sum((-1)**(k+1)/k,(k,1,oo))", "log(2)"),
    ("", "", "Sum(1/k**4,(k,1,oo))", "pi**4/90"),
    ("", "", "Sum((-1)**k/(2*k+1)**2,(k,0,oo))", "Catalan"),
    ("", "", "Sum((-1)**k/(2*k+1)**3,(k,0,oo))", "pi**3/32"),
    ("", "", "Sum(1/(k*(k+1)),(k,1,oo))", "1"),
    ("", "", "Sum(1/(k**2+1),(k,1,oo))", "(pi*coth(pi)-1)/2"),
    ("a:R", "a>0; a<1", "Sum(1/(k**2-a**2),(k,1,oo))", "1/(2*a**2)-pi*cot(pi*a)/(2*a)"),
    ("s:R", "s>1", "Sum(1/k**s,(k,1,oo))", "zeta(s)"),
    ("s:R", "s>1", "Sum(1/(2*k+1)**s,(k,0,oo))", "(1-2**(-s))*zeta(s)"),
    ("s:R", "s>1", "Sum((-1)**(k+1)/k**s,(k,1,oo))", "(1-2**(1-s))*zeta(s)"),
    ("s:R a:+", "s>1", "Sum(1/(k+a)**s,(k,0,oo))", "zeta(s,a)"),
    ("", "", "Sum(1/factorial(k),(k,0,oo))", "E"),
    ("", "", "Sum(1/(k*2**k),(k,1,oo))", "log(2)"),
    ("x,r:R", "r>-1; r<1", "Sum(r**k*cos(k*x),(k,0,oo))", "(1-r*cos(x))/(1-2*r*cos(x)+r**2)"),
    ("x,r:R", "r>=0; r<1", "1+2*Sum(r**k*cos(k*x),(k,1,oo))", "(1-r**2)/(1-2*r*cos(x)+r**2)"),
    ("x,r:R", "r>=0; r<1", "Sum(r**k*sin(k*x)/k,(k,1,oo))", "atan(r*sin(x)/(1-r*cos(x)))"),
    ("x:R", "x>0; x<2*pi", "Sum(sin(k*x)/k,(k,1,oo))", "(pi-x)/2"),
    ("x:R", "x>0; x<2*pi", "Sum(cos(k*x)/k,(k,1,oo))", "-log(2*sin(x/2))"),
    ("x:R", "x>=0; x<=2*pi", "Sum(cos(k*x)/k**2,(k,1,oo))", "pi**2/6-pi*x/2+x**2/4"),
    ("x,t:R", "x>-1; x<1; t>-1; t<1", "Sum(legendre(k,x)*t**k,(k,0,oo))", "1/sqrt(1-2*x*t+t**2)"),
    ("x,t:R", "", "Sum(hermite(k,x)*t**k/factorial(k),(k,0,oo))", "exp(2*x*t-t**2)"),
    ("x,t:R", "x>-1; x<1; t>-1; t<1", "Sum(chebyshevt(k,x)*t**k,(k,0,oo))", "(1-x*t)/(1-2*x*t+t**2)"),
    ("x,t:R", "t>-1; t<1; x>=0", "Sum(laguerre(k,x)*t**k,(k,0,oo))", "exp(-x*t/(1-t))/(1-t)"),
    ("x:R", "abs(x)<1/2", "Sum(fibonacci(k)*x**k,(k,0,oo))", "x/(1-x-x**2)"),
    ("x:R", "abs(x)<1", "Sum(harmonic(k)*x**k,(k,1,oo))", "-log(1-x)/(1-x)"),
    ("x:R", "", "Product(1-x**2/k**2,(k,1,oo))", "sin(pi*x)/(pi*x)"),
    ("x:R", "", "Product(1-x**2/(k-1/2)**2,(k,1,oo))", "cos(pi*x)"),
    ("", "", "Product(1-1/(4*k**2),(k,1,oo))", "2/pi"),
    ("", "", "Product(1-1/k**2,(k,2,oo))", "1/2"),
    ("a,b,c,x:+", "x<1", "Sum(rf(a,k)*rf(b,k)/rf(c,k)*x**k/factorial(k),(k,0,oo))", "hyper([a,b],[c],x)"),
    ("x:R", "abs(x)<6; x>0", "Sum(bernoulli(k)*x**k/factorial(k),(k,0,oo))", "x*exp(x)/(exp(x)-1)"),
    ("x:R", "x>0; x<1/4", "Sum(catalan(k)*x**k,(k,0,oo))", "(1-sqrt(1-4*x))/(2*x)"),
    ("lam:+", "", "Sum(k*lam**k*exp(-lam)/factorial(k),(k,0,oo))", "lam"),
    ("x:R m:N", "abs(x)<1", "Sum(binomial(m+k,k)*x**k,(k,0,oo))", "1/(1-x)**(m+1)"),
    ("", "", "Sum(1/((2*k-1)*(2*k+1)),(k,1,oo))", "1/2"),
    ("q:R", "q>=0; q<1", "Sum(q**k*(1-q),(k,0,oo))", "1"),
    ("x:R", "x>0; x<1", "1/x+2*x*Sum(1/(x**2-k**2),(k,1,oo))", "pi*cot(pi*x)"),
    ("x:+", "", "-EulerGamma+Sum(1/(k+1)-1/(k+x),(k,0,oo))", "digamma(x)"),
    ("x:R", "", "Sum(besselj(2*k,x)*0+x**k/factorial(k+1),(k,0,oo))", "(exp(x)-1)/x"),
    ("", "", "Sum(1/2**k,(k,0,oo))", "2"),
    ("eta,lam:+", "eta*lam<1", "eta*Sum((1-eta*lam)**k,(k,0,oo))", "1/lam"),
]
FALSE = [
    ("x:R", "x>-1; x<1", "Sum(x**k,(k,0,oo))", "1/(1+x)"),
    ("x:R", "abs(x)<1", "Sum(k*x**k,(k,1,oo))", "x/(1-x)"),
    ("x:R", "", "Sum((-1)**k*x**(2*k+1)/factorial(2*k+1),(k,0,oo))", "sinh(x)"),
    ("x:R", "abs(x)<1", "Sum((-1)**k*x**(2*k+1)/(2*k+1),(k,0,oo))", "atanh(x)"),
    ("x,a:R", "x>-1; x<1", "Sum(binomial(a,k)*x**k,(k,0,oo))", "(1-x)**a"),
    ("x,nu:+", "", "Sum((-1)**k*(x/2)**(2*k+nu)/(factorial(k)*gamma(nu+k+1)),(k,0,oo))", "besseli(nu,x)"),
    ("x,nu:+", "", "Sum((-1)**k*(x/2)**(2*k+nu)/(factorial(k)*gamma(nu+k+1)),(k,0,oo))", "besselj(nu+1,x)"),
    ("x:R", "abs(x)<1", "pi/2*Sum((binomial(2*k,k)/4**k)**2*x**k,(k,0,oo))", "elliptic_e(x)"),
    ("", "", "Sum((-1)**k/(2*k+1),(k,0,oo))", "pi/3"),
    ("", "", "Sum((-1)**k/(2*k+1)**2,(k,0,oo))", "pi**2/8"),
    ("a:R", "a>0; a<1", "Sum(1/(k**2-a**2),(k,1,oo))", "1/(2*a**2)-pi*cot(pi*a)/a"),
    ("s:R", "s>1", "Sum((-1)**(k+1)/k**s,(k,1,oo))", "(1-2**(-s))*zeta(s)"),
    ("x,r:R", "r>-1; r<1", "Sum(r**k*cos(k*x),(k,0,oo))", "(1-r*sin(x))/(1-2*r*cos(x)+r**2)"),
    ("x:R", "x>=0; x<=2*pi", "Sum(cos(k*x)/k**2,(k,1,oo))", "pi**2/6-pi*x/2+x**2/2"),
    ("x,t:R", "x>-1; x<1; t>-1; t<1", "Sum(legendre(k,x)*t**k,(k,0,oo))", "1/sqrt(1+2*x*t+t**2)"),
    ("x,t:R", "", "Sum(hermite(k,x)*t**k/factorial(k),(k,0,oo))", "exp(2*x*t+t**2)"),
    ("x:R", "abs(x)<1", "Sum(harmonic(k)*x**k,(k,1,oo))", "log(1-x)/(1-x)"),
    ("x:R", "", "Product(1-x**2/k**2,(k,1,oo))", "sin(pi*x)/x"),
    ("x:R", "abs(x)<6; x>0", "Sum(bernoulli(k)*x**k/factorial(k),(k,0,oo))", "x/(exp(x)-1)"),
    ("lam:+", "", "Sum(k*lam**k*exp(-lam)/factorial(k),(k,0,oo))", "lam**2"),
    ("", "", "Product(1-1/(4*k**2),(k,1,oo))", "pi/2"),
]
WRONG = [
    *FALSE,
    ("a,b:+", "", "Sum(1/((k+a)*(k+b)),(k,1,oo))", "sign(a-b)**2*Sum(1/((k+a)*(k+b)),(k,1,oo))"),
    ("x:+", "x>1", "Sum(x**k,(k,0,oo))", "1/(1-x)"),
    ("x:R", "x>-1", "Sum((-1)**(k+1)*x**k/k,(k,1,oo))", "log(1+x)"),
    ("", "", "Sum(1/k,(k,1,oo))", "0"),
    ("s:R", "s>0", "Sum(1/k**s,(k,1,oo))", "zeta(s)"),
    ("", "", "Sum(1/(k+1)-1/k,(k,1,oo))", "1"),
    ("", "", "Sum((-1)**k,(k,0,oo))", "1/2"),
    ("x:R", "", "Sum(sin(k*x)/k,(k,1,oo))", "(pi-x)/2"),
    ("x:R", "x>=0; x<=pi", "Sum(sin(k*x)/k,(k,1,oo))", "(pi-x)/2"),
    ("r,x:R", "r>0", "Sum(r**k*sin(k*x)/k,(k,1,oo))", "atan(r*sin(x)/(1-r*cos(x)))"),
    ("x:R", "x>0; x<1/4", "Sum(catalan(k)*x**k,(k,0,oo))", "(1+sqrt(1-4*x))/(2*x)"),
    ("x:R", "abs(x)<1", "Sum(binomial(2*k,k)*x**(2*k)/4**k,(k,0,oo))", "-1/sqrt(1-x**2)"),
    ("x:R", "abs(x)<1", "Sum(binomial(2*k,k)*x**(2*k+1)/(4**k*(2*k+1)),(k,0,oo))", "asin(Abs(x))"),
    ("x:R", "", "Product(1-x**2/k**2,(k,1,oo))", "sinh(pi*x)/(pi*x)"),
    ("r,x:R", "r>1", "1+2*Sum(r**k*cos(k*x),(k,1,oo))", "(1-r**2)/(1-2*r*cos(x)+r**2)"),
    ("", "", "Sum((-1)**k/(k+1),(k,0,oo))", "log(3)"),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim[2])
def test_it_is_proved(claim, is_proved):
    assert is_proved(*claim)


@pytest.mark.parametrize("claim", WRONG, ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_not_proved(claim, is_proved):
    assert not is_proved(*claim)


@pytest.mark.parametrize("claim", FALSE, ids=lambda claim: f"{claim[2]} = {claim[3]}")
def test_it_is_refuted(claim, verdict):
    assert verdict(*claim) == "refuted"
