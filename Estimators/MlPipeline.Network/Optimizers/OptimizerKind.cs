namespace MlPipeline.Network;

/// <summary>The rule that turns a gradient into a step.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent.</summary>
    Sgd,

    /// <summary>Gradient descent with classical (heavy-ball) momentum (Polyak 1964).</summary>
    Momentum,

    /// <summary>Look-ahead momentum (Nesterov 1983), in the form of Sutskever et al. 2013.</summary>
    Nesterov,

    /// <summary>RMSProp (Tieleman, Hinton 2012); epsilon outside the root.</summary>
    RmsProp,

    /// <summary>Adam (Kingma, Ba 2015); epsilon outside the root.</summary>
    Adam,

    /// <summary>Adam with Nesterov momentum and its momentum schedule (Dozat 2016).</summary>
    Nadam,

    /// <summary>Adam with decoupled weight decay (Loshchilov, Hutter 2019).</summary>
    AdamW,
}
